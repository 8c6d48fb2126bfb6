namespace CoinPulse.Core.Markets.Frames;

/// <summary>One market in a frame. Prices are won per coin.</summary>
/// <param name="At">The market's time of the newest event.</param>
/// <param name="Minutes">The minutes that closed last, oldest first; none where nothing traded.</param>
/// <param name="Forming">The minute that is still forming.</param>
public sealed record FrameLine(MarketCode Market, double Last, double Bid, double Ask, DateTimeOffset At, IReadOnlyList<Candle> Minutes, Candle? Forming);
