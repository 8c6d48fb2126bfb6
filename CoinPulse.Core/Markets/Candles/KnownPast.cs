namespace CoinPulse.Core.Markets.Candles;

/// <summary>
/// Of which stretches of a source, market and unit it is known what happened: every candle of them is stored, and where there is none nothing traded. What lies
/// outside has not been asked for, or was asked for in vain.
/// </summary>
public sealed class KnownPast
{
    private KnownPast()
    {
    }

    public KnownPast(PriceSource source, MarketCode market, CandleUnit unit) => (Source, Market, Unit) = (source, market, unit);

    public PriceSource Source { get; private init; }

    public MarketCode Market { get; private init; }

    public CandleUnit Unit { get; private init; }

    public byte[] Packed { get; private set; } = [];

    public KnownSpans Spans => KnownSpans.Unpack(Packed);

    public void Know(CandleSpan span) => Packed = Spans.With(span).Pack();

    /// <summary>What lies before a moment was thrown away.</summary>
    public void ForgetBefore(DateTimeOffset moment) => Packed = Spans.Since(moment).Pack();
}
