using CoinPulse.Core.Time;

namespace CoinPulse.Core.Markets.Candles;

/// <summary>Candles as far back as they are kept: the newest from memory, older ones from the store. The one that is forming is never among them.</summary>
public sealed class CandleHistory(IMarketHub hub, ICandleStore store, EngineClock clock)
{
    // The newest interval is closed a moment after it is over.
    private static readonly TimeSpan Closing = TimeSpan.FromSeconds(5);

    /// <summary>The closed candles that open at or after <paramref name="from"/> and before <paramref name="to"/>, oldest first. Gaps are gaps.</summary>
    public async Task<IReadOnlyList<Candle>> ReadAsync(MarketCode market, CandleUnit unit, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var inMemory = hub.Closed(market, unit, int.MaxValue);
        var newest = inMemory.Where(candle => candle.OpenAt >= from && candle.OpenAt < to).ToList();
        if (inMemory.Count > 0 && inMemory[0].OpenAt <= from) return newest;

        var until = newest.Count > 0 ? newest[0].OpenAt : to;
        var older = await store.ReadAsync(hub.Source, market, unit, from, until, cancellationToken);
        return [.. older, .. newest];
    }

    /// <summary>The same, and which gaps are holes: intervals of which it is not known whether anything traded. A source that cannot be asked has none.</summary>
    public async Task<CandleStretch> ReadStretchAsync(MarketCode market, CandleUnit unit, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        // What is known first: a candle that is stored meanwhile must not make a hole into an interval without a trade.
        var known = await KnownAsync(market, unit, cancellationToken);
        var candles = await ReadAsync(market, unit, from, to, cancellationToken);
        if (known is null) return new CandleStretch(candles, []);

        var closed = unit.OpenOf(clock.GetUtcNow() - Closing);
        var stretch = new CandleSpan(NextOpening(unit, from), NextOpening(unit, to) is var end && end < closed ? end : closed);
        return new CandleStretch(candles, known.HolesIn(stretch));
    }

    /// <returns>Null when the source has no past to be asked for.</returns>
    internal async Task<KnownSpans?> KnownAsync(MarketCode market, CandleUnit unit, CancellationToken cancellationToken) =>
        hub.Known(market, unit) is { } heard ? heard.With(await store.KnownAsync(hub.Source, market, unit, cancellationToken)) : null;

    private static DateTimeOffset NextOpening(CandleUnit unit, DateTimeOffset at) => unit.OpenOf(at) is var opening && opening == at ? at : opening + unit.Length();
}
