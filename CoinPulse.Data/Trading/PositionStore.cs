using System.Data.Common;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Trading;

internal sealed class PositionStore(IDbContextFactory<CoinPulseDbContext> contexts, AuditPen pen, TimeProvider wall, ICrashPoints? crashes = null, EngineClock? clock = null) : IPositionStore
{
    // Another process or a guard's save can be faster; four times in a row is not bad luck any more.
    private const int Tries = 4;

    private readonly TimeProvider _clock = clock ?? wall;   // the steps of a stop belong to the market's time

    private readonly ICrashPoints _crashes = crashes ?? new NoCrashPoints();

    public async Task<bool> TryOpenAsync(UserId owner, PositionFile file, LeaseProof? lease, CancellationToken cancellationToken)
    {
        MustBeOf(owner, file.Position);
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await OpenAsync(owner, file, lease, cancellationToken);
            }
            catch (Exception fault) when (tries < Tries && StorageFaults.HasSlept(fault))
            {
                // Whoever holds the lease by now may open: it is proven again.
            }
            catch (Exception fault) when (IsAway(fault))
            {
                throw new JournalUnavailableException($"Position {file.Position.Id} could not be written.", fault);
            }
        }
    }

    public async Task<T> ChangeAsync<T>(UserId owner, PositionId position, Func<PositionFile, T> change, LeaseProof? lease, CancellationToken cancellationToken)
    {
        // What the caller's own change throws is the caller's, whatever its type: it says nothing about the storage.
        Exception? callers = null;
        T Make(PositionFile file)
        {
            try
            {
                return change(file);
            }
            catch (Exception fault)
            {
                callers = fault;
                throw;
            }
        }

        for (var tries = 1; ; tries++)
        {
            try
            {
                return await ChangeOnceAsync(owner, position, Make, lease, cancellationToken);
            }
            catch (DbUpdateException fault) when (fault != callers && tries < Tries && IsRace(fault))
            {
                // Somebody was faster: look at what they left and decide again.
            }
            catch (Exception fault) when (fault != callers && tries < Tries && StorageFaults.HasSlept(fault))
            {
                // Much may have happened while this process slept: the lease is proven again, and it is decided on what is there now.
            }
            catch (Exception fault) when (fault != callers && IsAway(fault))
            {
                throw new JournalUnavailableException($"Position {position} could not be read or written.", fault);
            }
        }
    }

    public async Task<PositionFile?> FindAsync(UserId owner, PositionId position, CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return await PositionQueries.LoadAsync(context, owner, position, cancellationToken);
        }
        catch (Exception fault) when (IsAway(fault))
        {
            throw new JournalUnavailableException($"Position {position} could not be read.", fault);
        }
    }

    public async Task<IReadOnlyList<PositionFile>> LiveAsync(UserId owner, AccountId account, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await LoadAsync(context, Unfinished(context.Set<Position>().Where(p => p.Owner == owner && p.Account == account)), cancellationToken);
    }

    public async Task<IReadOnlyList<PositionFile>> LiveForEveryoneAsync(PriceSource source, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var there = context.Set<Position>().Where(p => p.Source == source);
        var waiting = context.Set<Intent>().Where(i => i.IsLive).Select(i => i.Position);
        var files = await LoadAsync(context, Unfinished(there), cancellationToken);
        var leftover = await LoadAsync(context, there.Where(p => p.State == PositionState.Closed || p.State == PositionState.Abandoned).Where(p => waiting.Contains(p.Id)), cancellationToken);
        return [.. files, .. leftover];
    }

    public async Task<IReadOnlyList<LeavingPosition>> LeavingForEveryoneAsync(PriceSource source, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<Position>()
            .Where(p => p.Source == source && p.ClosedBecause != null)
            .Where(p => p.State == PositionState.Closing || p.State == PositionState.Opening)
            .Where(p => !context.Set<Intent>().Any(i => i.Position == p.Id && i.IsLive && i.Leg == Leg.Exit))
            .Select(p => new LeavingPosition(p.Owner, p.Account, p.Id))
            .ToListAsync(cancellationToken);
    }

    public async Task KeepGuardAsync(UserId owner, Guard guard, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var kept = await context.Set<Guard>().SingleOrDefaultAsync(g => g.Position == guard.Position && g.Owner == owner && g.IsLive, cancellationToken);
        if (kept is null) return;
        var before = kept.Stop;
        kept.LearnFrom(guard);
        await StepAsync(context, kept, before, cancellationToken);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException fault) when (IsRace(fault))
        {
            // A fill was faster; the next second keeps the peak.
        }
    }

    private async Task<bool> OpenAsync(UserId owner, PositionFile file, LeaseProof? lease, CancellationToken cancellationToken)
    {
        _crashes.At(JournalCrashPoint.BeforeOpen);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.OpenConnectionAsync(cancellationToken);
        if (await context.Set<Position>().AnyAsync(p => p.Id == file.Position.Id, cancellationToken)) return false;
        context.Add(file.Position);
        context.AddRange(file.NewIntents);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await ProveAsync(context, lease, cancellationToken);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            _crashes.At(JournalCrashPoint.InsideOpen);
            await transaction.CommitAsync(cancellationToken);
            _crashes.At(JournalCrashPoint.AfterOpen);
            return true;
        }
        catch (DbUpdateException fault) when (!IsAway(fault) && !StorageFaults.HasSlept(fault))
        {
            await transaction.RollbackAsync(CancellationToken.None);
            if (await FindAsync(owner, file.Position.Id, cancellationToken) is not null) return false;   // somebody else has this decision
            throw;
        }
    }

    private async Task<T> ChangeOnceAsync<T>(UserId owner, PositionId position, Func<PositionFile, T> change, LeaseProof? lease, CancellationToken cancellationToken)
    {
        _crashes.At(JournalCrashPoint.BeforeChange);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.OpenConnectionAsync(cancellationToken);   // one for the look and for the transaction

        // Looked at and decided before the transaction begins: on SQLite everybody who writes waits for its end. Whoever is faster meanwhile is noticed by the versions of what is saved.
        var file = await PositionQueries.LoadAsync(context, owner, position, cancellationToken)
            ?? throw new InvalidOperationException($"There is no position {position} of {owner}.");
        var before = file.Guard?.Stop;
        var result = change(file);
        if (before is null && file.Guard is { } armed) context.Add(armed);
        if (file.Guard is { } guard) await StepAsync(context, guard, before, cancellationToken);
        context.AddRange(file.NewIntents);
        context.AddRange(file.NewFills);
        context.AddRange(file.NewPostings);
        context.AddRange(file.NewActs.Select(act => pen.Entry(act.By, owner, act.Act, $"position:{position}", act.Why.Code, act.Why.Facts, null)));
        if (context.ChangeTracker.HasChanges())
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            await ProveAsync(context, lease, cancellationToken);
            await context.SaveChangesAsync(cancellationToken);
            _crashes.At(JournalCrashPoint.InsideChange);
            await transaction.CommitAsync(cancellationToken);
        }
        else
        {
            await ProveAsync(context, lease, cancellationToken);
        }

        _crashes.At(JournalCrashPoint.AfterChange);
        return result;
    }

    /// <summary>Writes down that the stop rose, so that its way can be drawn.</summary>
    private async Task StepAsync(CoinPulseDbContext context, Guard guard, Price? before, CancellationToken cancellationToken)
    {
        if (guard.Stop == before) return;
        var now = _clock.GetUtcNow();
        if (await context.Set<StopStep>().FindAsync([guard.Position, StopStep.MinuteOf(now)], cancellationToken) is { } step) step.Rise(guard);
        else context.Add(new StopStep(guard, now));
    }

    private static IQueryable<Position> Unfinished(IQueryable<Position> among) =>
        among.Where(p => p.State == PositionState.Opening || p.State == PositionState.Open || p.State == PositionState.Closing);

    private static async Task<IReadOnlyList<PositionFile>> LoadAsync(CoinPulseDbContext context, IQueryable<Position> which, CancellationToken cancellationToken)
    {
        var positions = await which.OrderBy(p => p.PlannedAt).ToListAsync(cancellationToken);
        if (positions.Count == 0) return [];
        var ids = which.Select(p => p.Id);
        var guards = await context.Set<Guard>().Where(g => ids.Contains(g.Position)).ToDictionaryAsync(g => g.Position, cancellationToken);
        var intents = (await context.Set<Intent>().Where(i => ids.Contains(i.Position)).OrderBy(i => i.PlannedAt).ThenBy(i => i.Attempt).ToListAsync(cancellationToken))
            .ToLookup(i => i.Position);
        var trades = (await context.Set<Fill>().Where(f => ids.Contains(f.Position)).Select(f => new { f.Position, f.TradeId }).ToListAsync(cancellationToken))
            .ToLookup(f => f.Position, f => f.TradeId);
        return [.. positions.Select(p => new PositionFile(p, guards.GetValueOrDefault(p.Id), intents[p.Id], trades[p.Id]))];
    }

    /// <summary>On the transaction's own connection, so that nobody can take the lease between this and the commit.</summary>
    private async Task ProveAsync(CoinPulseDbContext context, LeaseProof? lease, CancellationToken cancellationToken)
    {
        if (lease is not null && !await LeaseSql.HoldsAsync(context, lease, wall.GetUtcNow(), cancellationToken))
        {
            throw new LeaseLostException($"The lease {lease.Name} is no longer ours.");
        }
    }

    /// <summary>The storage is in trouble, whatever was to be written; a row that breaks a rule is a bug and stays one.</summary>
    internal static bool IsAway(Exception fault) => fault is DbException or DbUpdateException or TimeoutException && StorageFaults.TroubleIn(fault) != StorageTrouble.Unknown;

    internal static bool IsRace(DbUpdateException fault) =>
        fault is DbUpdateConcurrencyException
        || fault.InnerException is DbException { SqlState: "23505" or "40001" }                       // PostgreSQL: unique key, serialisation
        || fault.InnerException is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 19 };     // SQLite: constraint

    private static void MustBeOf(UserId owner, Position position)
    {
        if (position.Owner != owner) throw new InvalidOperationException($"Position {position.Id} is not of {owner}.");
    }
}
