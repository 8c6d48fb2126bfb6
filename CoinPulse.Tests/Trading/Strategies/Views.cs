using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Tests.Trading.Strategies;

/// <summary>Hand-made markets for strategies.</summary>
internal static class Views
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly MarketCode Market = MarketCode.From("KRW-XRP");

    /// <summary>Candles that close at these prices, each opening where the one before closed, with a range of half a per cent around.</summary>
    public static List<Candle> Closing(CandleUnit unit, IEnumerable<double> closes)
    {
        List<Candle> candles = [];
        var open = double.NaN;
        foreach (var close in closes)
        {
            if (double.IsNaN(open)) open = close;
            candles.Add(new Candle(Start + candles.Count * unit.Length(), open, Math.Max(open, close) * 1.005, Math.Min(open, close) * 0.995, close, 10, 10 * close));
            open = close;
        }

        return candles;
    }

    public static MarketView Of(CandleUnit unit, IReadOnlyList<Candle> candles, MarketCode? market = null)
    {
        var end = candles[^1].OpenAt + unit.Length();
        var last = Price.FromCandle(candles[^1].Close);
        var code = market ?? Market;
        return new MarketView(new MarketInfo(code, "리플", "XRP"), unit, candles, new MarketQuote(code, last, null, null, null, last, new Krw(1_000_000_000), end, 0), end);
    }
}
