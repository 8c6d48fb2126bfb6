using CoinPulse.Core.Exchanges.Upbit.Rest;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;

namespace CoinPulse.Core.Exchanges.Upbit.Market;

/// <summary>Closed candles from Upbit.</summary>
/// <param name="Candles">Oldest first.</param>
/// <param name="KnownFrom">These are all from here on.</param>
internal readonly record struct UpbitPages(IReadOnlyList<Candle> Candles, DateTimeOffset KnownFrom);

/// <summary>Reads Upbit's candles backwards, page by page. A page that is not full is the last: before it nothing traded.</summary>
internal sealed class UpbitPast(UpbitQuotation quotation)
{
    /// <summary>Candles that open at or after <paramref name="since"/> and before <paramref name="before"/>, the newest <paramref name="most"/>.</summary>
    /// <exception cref="UpbitException">Upbit did not give them.</exception>
    public async Task<UpbitPages> ReadAsync(
        MarketCode market, CandleUnit unit, DateTimeOffset since, DateTimeOffset before, int most, UpbitRank rank, CancellationToken cancellationToken)
    {
        var candles = new List<Candle>();
        var knownFrom = before;
        while (candles.Count < most && since < knownFrom)
        {
            var wanted = Math.Min(UpbitQuotation.MostCandles, most - candles.Count);
            var page = await quotation.CandlesAsync(market, UpbitQuotation.UnitOf(unit), knownFrom, wanted, cancellationToken, rank);
            var askedUntil = knownFrom;
            foreach (var candle in page.Select(line => line.ToCandle()).OfType<Candle>().Where(candle => candle.OpenAt == unit.OpenOf(candle.OpenAt)))
            {
                if (candle.OpenAt >= knownFrom) continue;
                knownFrom = candle.OpenAt;
                if (candle.OpenAt >= since) candles.Add(candle);
            }

            if (page.Count < wanted) knownFrom = KnownSpans.Beginning;
            else if (knownFrom == askedUntil) break;   // full, and nothing of it can be read
        }

        candles.Reverse();
        return new UpbitPages(candles, knownFrom > since ? knownFrom : since);
    }
}
