using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
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

    /// <summary>
    /// Stops new buys and sells everything that the engine bought, fastest losers first; entries that have bought nothing yet are cancelled. What was bought by
    /// hand is left alone. Pressed on a process that is not the engine it waits, as long as another takes to take over, for what the engine makes of it.
    /// It is not cancelled by <paramref name="cancellationToken"/> once it has begun.
    /// </summary>
    Task<PanicReport> PanicAsync(UserId owner, AccountId account, string why, CancellationToken cancellationToken);
}

internal sealed class TradingDesk(
    ITradingAccounts accounts,
    IPositionStore positions,
    IStopSwitches switches,
    PositionDesk desk,
    GuardBook guards,
    IMarketHub hub,
    IEngineLease lease,
    TimeProvider wall,
    ILogger<TradingDesk> logger) : ITradingDesk
{
    private static readonly TimeSpan EnginesTurn = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    // Enough at once to be quick, few enough that the order budget goes to the worst losers first.
    private const int AtOnce = 8;

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

    public async Task<PanicReport> PanicAsync(UserId owner, AccountId account, string why, CancellationToken cancellationToken)
    {
        // Once it is pressed it happens: the page may be gone, and with it whoever could cancel.
        var started = wall.GetTimestamp();
        await StopAsync(owner, account, why, CancellationToken.None);
        if (await accounts.FindAsync(owner, account, CancellationToken.None) is not { } found) return new PanicReport(0, 0, TimeSpan.Zero);

        var files = await positions.LiveAsync(owner, account, CancellationToken.None);
        var worstFirst = files.OrderBy(file => GainOf(file.Position)).ToList();
        var (seenAt, isElsewhere) = (wall.GetUtcNow(), lease.Proof is null);
        await Parallel.ForEachAsync(worstFirst, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (file, _) => await LeaveAsync(found, file.Position.Id, seenAt));

        while (true)
        {
            var left = (await positions.LiveAsync(owner, account, CancellationToken.None)).Select(file => file.Position.Id).ToHashSet();
            var flat = worstFirst.Count(file => !left.Contains(file.Position.Id));
            var took = wall.GetElapsedTime(started);
            if (!isElsewhere || flat == worstFirst.Count || took >= EnginesTurn) return new PanicReport(worstFirst.Count, flat, took);
            await Task.Delay(Look, wall, CancellationToken.None);
        }
    }

    private async Task LeaveAsync(TradingAccount account, PositionId position, DateTimeOffset seenAt)
    {
        try
        {
            await desk.ExitAsync(account, position, ExitReason.ByPerson, Reason.Of(ExitReasons.Panic, ("scope", "account")), null, seenAt);
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
