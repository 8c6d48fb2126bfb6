using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Cycle;

/// <summary>A run of stops of one strategy, newest first, up to the first exit that was none.</summary>
public sealed record StopRun(int Count, DateTimeOffset? LastAt)
{
    public static StopRun None { get; } = new(0, null);
}

/// <summary>What the rules need to know of an account's past.</summary>
/// <param name="RealisedToday">Profit after fees booked on the Seoul day.</param>
/// <param name="LastExits">When each market was last left.</param>
public sealed record AccountHistory(Krw RealisedToday, IReadOnlyDictionary<MarketCode, DateTimeOffset> LastExits, IReadOnlyDictionary<StrategyId, StopRun> StopRuns);

/// <summary>The equity of a Seoul day.</summary>
/// <param name="Opening">Cash and coins when the day was first seen.</param>
/// <param name="Peak">The highest since the account was opened.</param>
public sealed record EquityMark(Krw Opening, Krw Peak);

/// <summary>One point of the equity curve.</summary>
public sealed record EquityPoint(DateTimeOffset At, Krw Equity);

public interface IAccountHistory
{
    Task<AccountHistory> ReadAsync(UserId owner, AccountId account, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Keeps today's equity, and a point of the curve when the last is five minutes old.</summary>
    Task<EquityMark> MarkAsync(UserId owner, AccountId account, Krw equity, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The equity with which a Seoul day began; null when the day has not been seen.</summary>
    Task<Krw?> OpeningAsync(UserId owner, AccountId account, DateOnly day, CancellationToken cancellationToken);

    /// <summary>The highest equity that was kept; null before the first.</summary>
    Task<Krw?> PeakAsync(UserId owner, AccountId account, CancellationToken cancellationToken);

    Task<IReadOnlyList<EquityPoint>> CurveAsync(UserId owner, AccountId account, DateTimeOffset since, CancellationToken cancellationToken);
}
