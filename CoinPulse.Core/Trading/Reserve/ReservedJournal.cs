using System.Collections.Concurrent;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Trading.Reserve;

/// <summary>
/// The journal as the engine sees it. While the database takes what is written this only remembers the newest state of each unfinished position; when it does not,
/// changes are made on what is remembered, written to the reserve, and entered in the database when it is back. Nobody else needs to know which it was.
/// </summary>
internal sealed class ReservedJournal(
    [FromKeyedServices(ReservedJournal.Database)] IPositionStore journal,
    Reserve reserve,
    ITradingAccounts accounts,
    IEngineLease lease,
    EngineClock clock,
    TimeProvider wall,
    ILogger<ReservedJournal> logger) : IPositionStore, IJournalState, IDisposable
{
    /// <summary>The key under which the database's own store is registered.</summary>
    public const string Database = "journal";

    /// <summary>An exit does not wait longer than this for a database that is locked.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<PositionId, PositionFile> _known = [];
    private readonly SemaphoreSlim _pen = new(1, 1);
    private long _awaySinceTicks;

    /// <summary>Where the journal is waited for. A simulation keeps everything on its own thread.</summary>
    internal TaskScheduler Aside { get; init; } = TaskScheduler.Default;

    public bool IsAway => Volatile.Read(ref _awaySinceTicks) != 0;

    public DateTimeOffset? AwaySince => Volatile.Read(ref _awaySinceTicks) is var ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public async Task<bool> TryOpenAsync(UserId owner, PositionFile file, LeaseProof? lease, CancellationToken cancellationToken)
    {
        if (IsAway) throw new JournalUnavailableException("The journal is away: nothing is opened.");
        try
        {
            if (!await journal.TryOpenAsync(owner, file, lease, cancellationToken)) return false;
            Remember(file);
            return true;
        }
        catch (JournalUnavailableException fault)
        {
            Leave(fault);
            throw;
        }
    }

    public async Task<T> ChangeAsync<T>(UserId owner, PositionId position, Func<PositionFile, T> change, LeaseProof? lease, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (!IsAway)
            {
                try
                {
                    return await InJournalAsync(owner, position, change, lease, cancellationToken);
                }
                catch (JournalUnavailableException fault) when (_known.ContainsKey(position))
                {
                    Leave(fault);
                }
            }

            await _pen.WaitAsync(CancellationToken.None);
            try
            {
                if (IsAway) return InReserve(owner, position, change, mustBeEngine: lease is not null);
            }
            finally
            {
                _pen.Release();
            }
        }
    }

    public async Task<PositionFile?> FindAsync(UserId owner, PositionId position, CancellationToken cancellationToken)
    {
        if (!IsAway)
        {
            try
            {
                return await WithPatienceAsync(position, () => journal.FindAsync(owner, position, cancellationToken));
            }
            catch (JournalUnavailableException fault) when (_known.ContainsKey(position))
            {
                Leave(fault);
            }
        }

        return _known.TryGetValue(position, out var known) && known.Position.Owner == owner ? known.Copy() : await journal.FindAsync(owner, position, cancellationToken);
    }

    public async Task<IReadOnlyList<PositionFile>> LiveAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => IsAway
        ? [.. _known.Values.Where(file => file.Position.Owner == owner && file.Position.Account == account).Select(file => file.Copy())]
        : await journal.LiveAsync(owner, account, cancellationToken);

    public async Task<IReadOnlyList<PositionFile>> LiveForEveryoneAsync(PriceSource source, CancellationToken cancellationToken)
    {
        var files = await journal.LiveForEveryoneAsync(source, cancellationToken);
        if (!IsAway)
        {
            foreach (var file in files) Remember(file);
        }

        return files;
    }

    public async Task<IReadOnlyList<LeavingPosition>> LeavingForEveryoneAsync(PriceSource source, CancellationToken cancellationToken) =>
        IsAway ? [] : await journal.LeavingForEveryoneAsync(source, cancellationToken);

    public async Task KeepGuardAsync(UserId owner, Guard guard, CancellationToken cancellationToken)
    {
        // Away, the peak is kept by the book of guards alone; the candles since raise it again after a restart.
        if (!IsAway) await journal.KeepGuardAsync(owner, guard, cancellationToken);
    }

    /// <summary>Enters what the reserve holds. From the moment at which nothing is left, changes go to the database again.</summary>
    /// <returns>The positions that were entered; null when the database still does not take them.</returns>
    public async Task<IReadOnlyList<PositionFile>?> TryEnterAsync(CancellationToken cancellationToken)
    {
        var entered = new Dictionary<PositionId, PositionFile>();
        var (done, isWhole) = (0, true);
        while (true)
        {
            var records = reserve.Read();
            for (; done < records.Count; done++)
            {
                try
                {
                    var file = await EnterAsync(records[done], cancellationToken);
                    entered[file.Position.Id] = file;
                }
                catch (JournalUnavailableException fault)
                {
                    logger.LogWarning(fault, "The journal is still away; {Records} records wait in the reserve", records.Count - done);
                    return null;
                }
#pragma warning disable CA1031 // one bad record is set aside with an alert while the others go on: it stays in the file for a person
                catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
                {
                    isWhole = false;
                    logger.LogCritical(fault, "A record of the reserve does not fit the journal and is set aside: {Record}", records[done]);
                }
            }

            await _pen.WaitAsync(cancellationToken);
            try
            {
                if (reserve.Read().Count > done) continue;
                if (isWhole) reserve.Clear();
                foreach (var file in entered.Values) Remember(file);
                if (Interlocked.Exchange(ref _awaySinceTicks, 0) != 0) logger.LogWarning("The journal is back; {Positions} positions were entered from the reserve", entered.Count);
                return [.. entered.Values];
            }
            finally
            {
                _pen.Release();
            }
        }
    }

    public void Dispose() => _pen.Dispose();

    private async Task<T> InJournalAsync<T>(UserId owner, PositionId position, Func<PositionFile, T> change, LeaseProof? lease, CancellationToken cancellationToken)
    {
        PositionFile? changed = null;
        T Capture(PositionFile file)
        {
            changed = file;
            return change(file);
        }

        var result = await WithPatienceAsync(position, () => journal.ChangeAsync(owner, position, Capture, lease, cancellationToken));
        if (changed is not null) Remember(changed);
        return result;
    }

    /// <summary>
    /// SQLite waits on the caller's thread, so that a thread of its own is what lets us stop waiting. A commit that comes later all the same does no harm: orders are
    /// known by their derived key and trades by their id, whoever writes them first.
    /// </summary>
    private async Task<T> WithPatienceAsync<T>(PositionId position, Func<Task<T>> ask)
    {
        if (!_known.ContainsKey(position)) return await ask();
        var asking = Task.Factory.StartNew(ask, CancellationToken.None, TaskCreationOptions.DenyChildAttach, Aside).Unwrap();
        _ = asking.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        await ((Task)asking).WaitAsync(Patience, wall, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!asking.IsCompleted) throw new JournalUnavailableException($"The journal did not answer about position {position} for {Patience.TotalSeconds} s.");
        return await asking;
    }

    private T InReserve<T>(UserId owner, PositionId position, Func<PositionFile, T> change, bool mustBeEngine)
    {
        if (!_known.TryGetValue(position, out var before)) throw new JournalUnavailableException($"The journal is away and position {position} is not known here.");
        if (before.Position.Owner != owner) throw new InvalidOperationException($"There is no position {position} of {owner}.");
        if (mustBeEngine && lease.Proof is null) throw new LeaseLostException("The journal is away and this process can no longer be sure that it is the engine.");
        var after = before.Copy();
        var result = change(after);

        // What the exchange has done is always written down; a new order is only for the one who may send it.
        if (after.NewIntents.Count > 0 && lease.Proof is null) throw new LeaseLostException("The journal is away: only the engine plans an order.");
        var record = ReservedChange.Between(before, after, clock.GetUtcNow(), wall.GetUtcNow());
        if (record.SaysSomething && !reserve.Add(record))
        {
            // The order goes out all the same: its name is derived, so even a process that knows nothing of it cannot send it twice.
            logger.LogCritical("Position {Position} is kept in memory alone: the reserve cannot be written", position);
        }

        _known[position] = after.Copy();
        return result;
    }

    private async Task<PositionFile> EnterAsync(ReserveRecord record, CancellationToken cancellationToken)
    {
        var file = await journal.ChangeAsync(
            new UserId(record.Owner),
            new PositionId(record.Position),
            loaded =>
            {
                ReservedChange.Enter(loaded, record);
                return loaded;
            },
            lease: null,
            cancellationToken);

        // The strategy that was sold out in an emergency waits for a person; that could not be written then either.
        if (record.Exit?.Because == ExitReason.Emergency)
        {
            await accounts.HoldStrategyAsync(file.Position.Owner, file.Position.Account, file.Position.Strategy, cancellationToken);
        }

        return file;
    }

    private void Remember(PositionFile file)
    {
        if (file.Position.IsLive || file.Intents.Any(intent => intent.IsLive)) _known[file.Position.Id] = file.Copy();
        else _known.TryRemove(file.Position.Id, out _);
    }

    private void Leave(Exception fault)
    {
        if (Interlocked.CompareExchange(ref _awaySinceTicks, wall.GetUtcNow().UtcTicks, 0) != 0) return;
        logger.LogCritical(fault, "The journal cannot be written: entries wait, exits go through the reserve");
    }
}
