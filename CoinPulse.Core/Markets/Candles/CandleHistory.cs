namespace CoinPulse.Core.Markets.Candles;

/// <summary>Candles as far back as they are kept: the newest from memory, older ones from the store.</summary>
public sealed class CandleHistory(IMarketHub hub, ICandleStore store)
{
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
}
