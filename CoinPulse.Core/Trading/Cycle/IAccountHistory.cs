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
public sealed record AccountHistory(Krw RealisedToday, IReadOnlyDictionary<MarketCode, DateTimeOffset> LastExits, IReadOnlyDictionary<StrategyId, StopRun> StopRuns)
{
    /// <param name="realisedToday">Profit after fees booked on the Seoul day.</param>
    /// <param name="exits">Newest first.</param>
    public static AccountHistory Of(Krw realisedToday, IReadOnlyList<PastExit> exits) => new(
        realisedToday,
        exits.GroupBy(exit => exit.Market).ToDictionary(group => group.Key, group => group.Max(exit => exit.At)),
        exits.GroupBy(exit => exit.Strategy).ToDictionary(
            group => group.Key,
            group =>
            {
                var stops = group.TakeWhile(exit => exit.Because is ExitReason.StopLoss or ExitReason.Emergency).ToList();
                return new StopRun(stops.Count, stops.Count > 0 ? stops[0].At : null);
            }));
}

/// <summary>How a position ended.</summary>
public sealed record PastExit(MarketCode Market, StrategyId Strategy, DateTimeOffset At, ExitReason? Because);

/// <summary>The equity of a Seoul day.</summary>
/// <param name="Opening">Cash and coins when the day was first seen.</param>
/// <param name="Peak">The highest since the account was opened.</param>
public sealed record EquityMark(Krw Opening, Krw Peak);

/// <summary>One point of the equity curve.</summary>
public sealed record EquityPoint(DateTimeOffset At, Krw Equity);

public interface IAccountHistory
{
    /// <summary>How old the last point of the equity curve is when the next is kept.</summary>
    static readonly TimeSpan PointEvery = TimeSpan.FromMinutes(5);

    Task<AccountHistory> ReadAsync(UserId owner, AccountId account, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Keeps today's equity, and a point of the curve when the last is <see cref="PointEvery"/> old.</summary>
    Task<EquityMark> MarkAsync(UserId owner, AccountId account, Krw equity, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The equity with which a Seoul day began; null when the day has not been seen.</summary>
    Task<Krw?> OpeningAsync(UserId owner, AccountId account, DateOnly day, CancellationToken cancellationToken);

    /// <summary>The highest equity that was kept; null before the first.</summary>
    Task<Krw?> PeakAsync(UserId owner, AccountId account, CancellationToken cancellationToken);

    Task<IReadOnlyList<EquityPoint>> CurveAsync(UserId owner, AccountId account, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Thins the curves: of the whole Seoul days before a moment the first point of each <paramref name="span"/> is kept, and so a day's opening is.</summary>
    /// <param name="before">Days that begin before it and have ended by then.</param>
    /// <param name="span">An hour or a day.</param>
    /// <param name="cancellationToken">Stops between two days of an account.</param>
    /// <returns>How many points went.</returns>
    Task<int> ThinForEveryoneAsync(DateTimeOffset before, TimeSpan span, CancellationToken cancellationToken);
}
