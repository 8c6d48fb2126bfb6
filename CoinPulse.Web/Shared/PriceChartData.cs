using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Indicators;
using CoinPulse.Core.Money;

namespace CoinPulse.Web.Shared;

/// <summary>A buy or a sale on the chart.</summary>
public readonly record struct TradeMark(DateTimeOffset At, Price Price, bool IsBuy, string Text);

/// <summary>Where the stop stood from a moment on. A path is steps: it holds until the next point.</summary>
public readonly record struct PathPoint(DateTimeOffset At, Price Price);

/// <summary>What a price chart shows.</summary>
/// <param name="Candles">Closed candles, oldest first.</param>
/// <param name="StopPath">The stop as it was set and moved.</param>
/// <param name="TrailPath">The part of the stop's way that followed the peak; the stop's own path ends where it begins.</param>
/// <param name="Targets">Target prices that are or were in force.</param>
/// <param name="EndedAt">When the position was over; null while it lives and its lines grow with the candles.</param>
public sealed record PriceChartData(
    MarketCode Market,
    IReadOnlyList<Candle> Candles,
    IReadOnlyList<TradeMark> Trades,
    IReadOnlyList<PathPoint> StopPath,
    IReadOnlyList<PathPoint> TrailPath,
    IReadOnlyList<Price> Targets,
    DateTimeOffset? EndedAt = null)
{
    /// <summary>What is drawn beside the candles.</summary>
    public IReadOnlyList<Study> Studies { get; init; } = [];

    /// <summary>The numbers of the studies, one for each candle.</summary>
    public IReadOnlyList<StudyLine> Lines { get; init; } = [];
}

/// <summary>What moves on a chart that is already drawn.</summary>
/// <param name="Candles">The newest closed candles and the one that is forming, oldest first.</param>
public sealed record PriceChartMove(IReadOnlyList<Candle> Candles, Price? Stop)
{
    /// <summary>The numbers of the studies, one for each of these candles.</summary>
    public IReadOnlyList<StudyLine> Lines { get; init; } = [];
}
