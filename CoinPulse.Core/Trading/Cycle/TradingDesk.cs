using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Trading.Cycle;

/// <summary>How a stop-and-sell went.</summary>
/// <param name="Positions">How many there were.</param>
/// <param name="Flat">How many hold nothing any more; the engine goes on with the others.</param>
/// <param name="Took">Until they were flat, or until it was waited no longer.</param>
public sealed record PanicReport(int Positions, int Flat, TimeSpan Took);

/// <summary>A stop that was lifted.</summary>
/// <param name="LocksIn">What the position leaves in all if it is sold there, after fees; negative is a loss.</param>
public sealed record MovedStop(Price From, Price To, Krw LocksIn);

/// <summary>What a person can do with their own positions by hand. Every method asks for the owner, and the owner comes from the session.</summary>
public interface ITradingDesk
{
    /// <summary>Sells one position whole, whatever its price.</summary>
    Task<bool> SellAsync(UserId owner, AccountId account, PositionId position, CancellationToken cancellationToken);

    /// <summary>Lifts the stop of one position by hand: above the present stop, below what a sale gets now.</summary>
    Task<Result<MovedStop>> MoveStopAsync(UserId owner, AccountId account, PositionId position, Price stop, CancellationToken cancellationToken);

    /// <summary>Stops new buys of this account.</summary>
    Task StopAsync(UserId owner, AccountId account, string why, CancellationToken cancellationToken);

    /// <summary>Stops new buys of every account that the person has or will have.</summary>
    Task StopEverywhereAsync(UserId owner, string why, CancellationToken cancellationToken);

    /// <summary>
    /// Stops new buys and sells everything that the engine bought, fastest losers first; entries that have bought nothing yet are cancelled. What was bought by
    /// hand is left alone. Pressed on a process that is not the engine it waits, as long as another takes to take over, for what the engine makes of it.
    /// It is not cancelled by <paramref name="cancellationToken"/> once it has begun.
    /// </summary>
    Task<PanicReport> PanicAsync(UserId owner, AccountId account, string why, CancellationToken cancellationToken);

    /// <summary>The same on every account of the person at once, the fastest losers of all of them first.</summary>
    Task<PanicReport> PanicEverywhereAsync(UserId owner, string why, CancellationToken cancellationToken);
}

internal sealed class TradingDesk(
    ITradingAccounts accounts,
    IPositionStore positions,
    IStopSwitches switches,
    PositionDesk desk,
    GuardBook guards,
    IMarketHub hub,
    IEngineLease lease,
    IAuditTrail audit,
    AuditPen pen,
    TimeProvider wall,
    ILogger<TradingDesk> logger,
    Func<Func<Task>, Task>? begin = null) : ITradingDesk
{
    private static readonly TimeSpan EnginesTurn = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly Func<Func<Task>, Task> _begin = begin ?? Task.Run;

    public async Task<bool> SellAsync(UserId owner, AccountId account, PositionId position, CancellationToken cancellationToken) =>
        await accounts.FindAsync(owner, account, cancellationToken) is { } found
        && await desk.ExitAsync(found, position, ExitReason.ByPerson, Reason.Of(ExitReasons.ClosedByPerson), null, wall.GetUtcNow());

    public async Task<Result<MovedStop>> MoveStopAsync(UserId owner, AccountId account, PositionId position, Price stop, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(owner, account, cancellationToken) is not { } found) return Problem.Of(StopProblems.NothingGuarded);
        if (await positions.FindAsync(owner, position, cancellationToken) is not { } file) return Problem.Of(StopProblems.NothingGuarded);
        var moved = await desk.MoveStopAsync(found, position, stop, guards.Find(file.Position.Market, position));
        return moved.Succeeded
            ? Result<MovedStop>.Of(new MovedStop(moved.Value, stop, file.Position.ProfitAt(stop)))
            : Result<MovedStop>.Refused(moved.Problems);
    }

    public Task StopAsync(UserId owner, AccountId account, string why, CancellationToken cancellationToken) =>
        switches.SetAsync(owner, StopScope.Account, account.Value, owner, why, cancellationToken);

    public Task StopEverywhereAsync(UserId owner, string why, CancellationToken cancellationToken) =>
        switches.SetAsync(owner, StopScope.User, owner.Value, owner, why, cancellationToken);

    public Task<PanicReport> PanicAsync(UserId owner, AccountId account, string why, CancellationToken cancellationToken) => LeaveAllAsync(
        owner,
        StopScope.Account,
        account.Value,
        why,
        async () => await accounts.FindAsync(owner, account, CancellationToken.None) is { } found ? [found] : []);

    public Task<PanicReport> PanicEverywhereAsync(UserId owner, string why, CancellationToken cancellationToken) =>
        LeaveAllAsync(owner, StopScope.User, owner.Value, why, () => accounts.OfAsync(owner, CancellationToken.None));

    /// <summary>Once it is pressed it happens: the page may be gone, and with it whoever could cancel.</summary>
    private async Task<PanicReport> LeaveAllAsync(UserId owner, StopScope scope, Guid target, string why, Func<Task<IReadOnlyList<TradingAccount>>> which)
    {
        var started = wall.GetTimestamp();

        // Buys stop first. A journal that cannot take the switch keeps no coin from being sold: the person hears of it when the coins are gone.
        var stopping = switches.SetAsync(owner, scope, target, owner, why, CancellationToken.None);
        await stopping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        var found = (await which()).ToDictionary(account => account.Id);
        var files = (await LiveAsync(owner, found.Keys)).OrderBy(file => GainOf(file.Position)).ToList();
        var reason = Reason.Of(ExitReasons.Panic, ("scope", scope.ToString().ToLowerInvariant()));
        var (seenAt, isElsewhere) = (wall.GetUtcNow(), lease.Proof is null);
        var places = files.Select(file => (file.Position, Place: desk.Exits.Join(file.Position.Account, GainOf(file.Position)))).ToList();
        await Task.WhenAll(places.Select(one => _begin(() => LeaveAsync(found[one.Position.Account], one.Position.Id, one.Place, reason, seenAt))));

        var report = await CountFlatAsync(owner, found.Keys, files, started, isElsewhere ? EnginesTurn : TimeSpan.Zero);
        await stopping;
        var details = new { report.Positions, report.Flat, Milliseconds = (long)report.Took.TotalMilliseconds };
        await audit.WriteAsync(pen.Entry(owner, owner, AuditActs.Panic, $"{scope}:{target}", why, details, null), CancellationToken.None);
        return report;
    }

    /// <summary>Looks until all are flat, and no longer than <paramref name="turn"/> after the press: another process may be the one that sells.</summary>
    private async Task<PanicReport> CountFlatAsync(UserId owner, IReadOnlyCollection<AccountId> accounts, List<PositionFile> files, long pressed, TimeSpan turn)
    {
        while (true)
        {
            var left = (await LiveAsync(owner, accounts)).Select(file => file.Position.Id).ToHashSet();
            var report = new PanicReport(files.Count, files.Count(file => !left.Contains(file.Position.Id)), wall.GetElapsedTime(pressed));
            if (report.Flat == files.Count || report.Took >= turn) return report;
            await Task.Delay(Look, wall, CancellationToken.None);
        }
    }

    private async Task<List<PositionFile>> LiveAsync(UserId owner, IEnumerable<AccountId> accounts)
    {
        var live = new List<PositionFile>();
        foreach (var account in accounts) live.AddRange(await positions.LiveAsync(owner, account, CancellationToken.None));
        return live;
    }

    private async Task LeaveAsync(TradingAccount account, PositionId position, ExitLine.Place place, Reason reason, DateTimeOffset seenAt)
    {
        using var pass = place;
        try
        {
            await place.Turn;
            await desk.ExitAsync(account, position, ExitReason.ByPerson, reason, null, seenAt);
        }
#pragma warning disable CA1031 // the per-position step of a panic: one position's failure never keeps the others from being sold
        catch (Exception fault)
#pragma warning restore CA1031
        {
            logger.LogError(fault, "Position {Position} could not be left at once; the engine goes on with it", position);
        }
    }

    private decimal GainOf(Position position) =>
        hub.Quote(position.Market) is { } quote && position.Cost.IsPositive ? GuardPrice.Of(quote).ChangeFrom(position.Cost).Fraction : 0;
}
