using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Holdings;

/// <summary>One market's prices over a stretch of the past.</summary>
internal sealed class PriceLine(IReadOnlyList<(DateTimeOffset At, double Price)> closes)
{
    // An exchange's price of days ago is none: a market that did not trade for longer is as good as closed.
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(3);

    public static PriceLine Unknown { get; } = new([]);

    /// <summary>The newest close at or before a moment; null where none is known from the days before.</summary>
    public Price? At(DateTimeOffset moment)
    {
        var (low, high) = (0, closes.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (closes[middle].At <= moment) low = middle + 1;
            else high = middle;
        }

        return low > 0 && moment - closes[low - 1].At <= Oldest ? Price.FromCandle(closes[low - 1].Price) : null;
    }
}

/// <summary>
/// What coins cost at moments of the past: by the hour where hours are known, since a Seoul day begins in the middle of the exchange's, else by the day. What is not
/// stored is asked for, behind everything else, and is there at a later look.
/// </summary>
internal sealed class PastPrices(CandleHistory candles, Markets.Backfill.IBackfill backfill)
{
    private static readonly TimeSpan Before = TimeSpan.FromDays(4);

    public async Task<PriceLine> ReadAsync(MarketCode market, DateTimeOffset from, DateTimeOffset through, CancellationToken cancellationToken)
    {
        var days = await candles.ReadStretchAsync(market, CandleUnit.Day1, from - Before, through, cancellationToken);
        if (days.Holes.Count > 0) backfill.Ask(market, CandleUnit.Day1, from - Before);
        var hours = await candles.ReadAsync(market, CandleUnit.Hour1, from - Before, through, cancellationToken);
        return new PriceLine([.. Closes(days.Candles, CandleUnit.Day1).Concat(Closes(hours, CandleUnit.Hour1)).OrderBy(close => close.At)]);
    }

    private static IEnumerable<(DateTimeOffset At, double Price)> Closes(IReadOnlyList<Candle> candles, CandleUnit unit) =>
        candles.Select(candle => (candle.OpenAt + unit.Length(), candle.Close));
}
