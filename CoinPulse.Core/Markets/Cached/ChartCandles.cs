using CoinPulse.Core.Markets.Backfill;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Time;
using Microsoft.Extensions.Caching.Hybrid;

namespace CoinPulse.Core.Markets.Cached;

/// <summary>
/// Candles for charts: what a minute ago came from the store is not read again, and a hundred who open the same chart at once read it once. The newest closed candles are
/// added from memory, so a chart is never behind. For pages alone; what decides reads the hub.
/// </summary>
public sealed class ChartCandles(HybridCache cache, CandleHistory history, IMarketHub hub, IBackfill backfill, EngineClock clock)
{
    private static readonly HybridCacheEntryOptions AMinute = new() { Expiration = TimeSpan.FromMinutes(1), LocalCacheExpiration = TimeSpan.FromMinutes(1) };

    /// <summary>The closed candles that open at or after <paramref name="from"/> and before <paramref name="to"/>, with the holes between them, as <see cref="CandleHistory"/> gives them.</summary>
    public async ValueTask<CandleStretch> GetAsync(MarketCode market, CandleUnit unit, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        // By whole candles: two looks in the same interval are the same chart.
        var now = clock.GetUtcNow();
        var (first, end) = (unit.OpenOf(from), unit.OpenOf(to < now ? to : now) + unit.Length());
        if (first >= end) return new CandleStretch([], []);

        var key = KeyOf(hub.Source, market, unit, first, end, backfill.StatusOf(market, unit)?.Known ?? 0);
        var kept = await cache.GetOrCreateAsync(
            key,
            (history, market, unit, first, end),
            static async (asked, token) => await asked.history.ReadStretchAsync(asked.market, asked.unit, asked.first, asked.end, token),
            AMinute,
            cancellationToken: cancellationToken);

        var newest = kept.Candles.Count > 0 ? kept.Candles[^1].OpenAt : DateTimeOffset.MinValue;
        var since = hub.Closed(market, unit, int.MaxValue).Where(candle => candle.OpenAt > newest && candle.OpenAt >= from && candle.OpenAt < to);
        return new CandleStretch([.. kept.Candles.Where(candle => candle.OpenAt >= from && candle.OpenAt < to), .. since], kept.Holes);
    }

    /// <param name="known">How far a back-fill is: with each page that came it is another chart.</param>
    internal static string KeyOf(PriceSource source, MarketCode market, CandleUnit unit, DateTimeOffset first, DateTimeOffset end, int known) =>
        FormattableString.Invariant($"candles/{source}/{market}/{(int)unit}/{first.ToUnixTimeSeconds()}/{end.ToUnixTimeSeconds()}/{known}");
}
