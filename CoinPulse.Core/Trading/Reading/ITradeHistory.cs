using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Reading;

public enum TradeSort
{
    ClosedAt,
    Profit,
    Market,
}

/// <summary>Which finished trades, in which order. Null asks for all.</summary>
/// <param name="Won">True is profit above zero, false everything else.</param>
/// <param name="From">Seoul days on which they ended, both included.</param>
public sealed record TradeQuery(
    MarketCode? Market = null,
    StrategyId? Strategy = null,
    ExitReason? Because = null,
    bool? Won = null,
    DateOnly? From = null,
    DateOnly? Through = null,
    TradeSort Sort = TradeSort.ClosedAt,
    bool Ascending = false,
    int Skip = 0,
    int Take = 25);

/// <summary>Some of the finished trades that were asked for, and what is true of all of them.</summary>
public sealed record FoundTrades(IReadOnlyList<Position> Trades, int Total, int Won, Krw Profit);

/// <summary>Which decisions, newest first. Null asks for all.</summary>
public sealed record DecisionQuery(
    MarketCode? Market = null, StrategyId? Strategy = null, DecisionKind? Kind = null, DateOnly? From = null, DateOnly? Through = null, int Skip = 0, int Take = 25);

public sealed record FoundDecisions(IReadOnlyList<Decision> Decisions, int Total);

/// <summary>Everything that is written of one position.</summary>
public sealed record PositionRecord(Position Position, Guard? Guard, IReadOnlyList<Intent> Orders, IReadOnlyList<Fill> Fills, IReadOnlyList<StopStep> Stops);

/// <summary>What has happened, for people who look back. Nothing read here is ever changed.</summary>
public interface ITradeHistory
{
    /// <returns>Null when there is no such position of this owner.</returns>
    Task<PositionRecord?> FindAsync(UserId owner, PositionId position, CancellationToken cancellationToken);

    Task<FoundTrades> ClosedAsync(UserId owner, AccountId account, TradeQuery query, CancellationToken cancellationToken);

    /// <summary>What each finished trade of a strategy brought that was opened since a moment of the market, in the order in which they ended.</summary>
    Task<IReadOnlyList<Krw>> ProfitsAsync(UserId owner, AccountId account, StrategyId strategy, DateTimeOffset since, CancellationToken cancellationToken);

    Task<FoundDecisions> DecisionsAsync(UserId owner, AccountId account, DecisionQuery query, CancellationToken cancellationToken);

    /// <summary>Markets of which there are finished trades or decisions, for a filter.</summary>
    Task<IReadOnlyList<MarketCode>> MarketsAsync(UserId owner, AccountId account, CancellationToken cancellationToken);
}
