namespace CoinPulse.Core.Markets.Candles;

/// <summary>From a moment on, up to but not including another; both on the unit's grid.</summary>
public readonly record struct CandleSpan(DateTimeOffset From, DateTimeOffset To);

/// <summary>
/// Closed candles of a stretch, and where it is not known what happened: not asked yet, or asked in vain. An interval that has neither a candle nor a hole is
/// one in which nothing traded. Nothing is ever invented in between.
/// </summary>
/// <param name="Candles">Oldest first. The one that is still forming is not among them.</param>
/// <param name="Holes">Oldest first, apart from one another. Never reaches into what is not closed yet.</param>
public sealed record CandleStretch(IReadOnlyList<Candle> Candles, IReadOnlyList<CandleSpan> Holes);
