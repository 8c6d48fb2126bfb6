using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Web.Shared;

namespace CoinPulse.Web.Markets.Charts;

/// <summary>What of a person's own is drawn on a market's chart: buys and sales, the way of the stop, targets.</summary>
public sealed record ChartMarks(
    IReadOnlyList<TradeMark> Trades, IReadOnlyList<PathPoint> StopPath, IReadOnlyList<PathPoint> TrailPath, IReadOnlyList<Price> Targets, DateTimeOffset? EndedAt = null)
{
    public static readonly ChartMarks None = new([], [], [], []);

    public PriceChartData On(MarketCode market, IReadOnlyList<Candle> candles) => new(market, candles, Trades, StopPath, TrailPath, Targets, EndedAt);

    /// <summary>Equal where the same would be drawn. How far a path in force has come is told by the moves, so only which paths there are counts.</summary>
    public bool Equals(ChartMarks? other) => other is not null
        && EndedAt == other.EndedAt
        && Trades.SequenceEqual(other.Trades)
        && Targets.SequenceEqual(other.Targets)
        && (StopPath.Count > 0, TrailPath.Count > 0) == (other.StopPath.Count > 0, other.TrailPath.Count > 0);

    public override int GetHashCode() => HashCode.Combine(EndedAt, Trades.Count, Targets.Count);
}
