using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Guards;

namespace CoinPulse.Core.Trading.Cycle;

/// <summary>How a stop-and-sell went: how many positions are flat and how long it took.</summary>
public sealed record PanicReport(int Positions, int Flat, TimeSpan Took);

/// <summary>What a person can do with their own positions by hand. Every method asks for the owner, and the owner comes from the session.</summary>
public interface ITradingDesk
{
    /// <summary>Sells one position whole, whatever its price.</summary>
    Task<bool> SellAsync(UserId owner, AccountId account, PositionId position, CancellationToken cancellationToken);

    /// <summary>Stops new buys of this account.</summary>
    Task StopAsync(UserId owner, AccountId account, string why, CancellationToken cancellationToken);

    /// <summary>Stops new buys and sells everything that the engine bought, fastest losers first. What was bought by hand is left alone.</summary>
    Task<PanicReport> PanicAsync(UserId owner, AccountId account, string why, CancellationToken cancellationToken);
}

internal sealed class TradingDesk(
    ITradingAccounts accounts, IPositionStore positions, IStopSwitches switches, PositionDesk desk, IMarketHub hub, TimeProvider wall) : ITradingDesk
{
    // Enough at once to be quick, few enough that the order budget goes to the worst losers first.
    private const int AtOnce = 8;

    public async Task<bool> SellAsync(UserId owner, AccountId account, PositionId position, CancellationToken cancellationToken) =>
        await accounts.FindAsync(owner, account, cancellationToken) is { } found
        && await desk.ExitAsync(found, position, ExitReason.ByPerson, Reason.Of(ExitReasons.ClosedByPerson), null, wall.GetUtcNow());

    public Task StopAsync(UserId owner, AccountId account, string why, CancellationToken cancellationToken) =>
        switches.SetAsync(owner, StopScope.Account, account.Value, owner, why, cancellationToken);

    public async Task<PanicReport> PanicAsync(UserId owner, AccountId account, string why, CancellationToken cancellationToken)
    {
        var started = wall.GetTimestamp();
        await StopAsync(owner, account, why, cancellationToken);
        if (await accounts.FindAsync(owner, account, cancellationToken) is not { } found) return new PanicReport(0, 0, TimeSpan.Zero);

        var files = await positions.LiveAsync(owner, account, CancellationToken.None);
        var worstFirst = files.Where(file => file.Position.Held.IsPositive).OrderBy(file => GainOf(file.Position)).ToList();
        var seenAt = wall.GetUtcNow();
        var reason = Reason.Of(ExitReasons.Panic, ("scope", "account"));
        await Parallel.ForEachAsync(worstFirst, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (file, _) =>
            await desk.ExitAsync(found, file.Position.Id, ExitReason.ByPerson, reason, null, seenAt));

        var left = (await positions.LiveAsync(owner, account, CancellationToken.None)).Count(file => file.Position.Held.IsPositive);
        return new PanicReport(worstFirst.Count, worstFirst.Count - left, wall.GetElapsedTime(started));
    }

    private decimal GainOf(Position position) =>
        hub.Quote(position.Market) is { } quote && position.Cost.IsPositive ? GuardPrice.Of(quote).ChangeFrom(position.Cost).Fraction : 0;
}
