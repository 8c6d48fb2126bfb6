using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Yardstick;

/// <summary>What is known of one market's past: candles, and the spread as it is quoted now, since candles carry none. Asked about a moment it answers with what had closed by then.</summary>
internal sealed class MarketHistory
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly MarketInfo _info;
    private readonly CandleUnit _unit;
    private readonly IReadOnlyDictionary<CandleUnit, IReadOnlyList<Candle>> _candles;
    private readonly double _halfSpread;

    /// <param name="unit">Of the candles along which guards are led.</param>
    /// <param name="candles">Closed candles by unit, oldest first: of <paramref name="unit"/>, of each armed strategy's timeframe, and of an hour.</param>
    public MarketHistory(MarketInfo info, CandleUnit unit, IReadOnlyDictionary<CandleUnit, IReadOnlyList<Candle>> candles, Percent spread) =>
        (_info, _unit, _candles, _halfSpread) = (info, unit, candles, (double)spread.Fraction / 2);

    public MarketCode Market => _info.Market;

    /// <summary>The candle of the guards' unit that begins at a moment; null when nothing traded.</summary>
    public Candle? At(DateTimeOffset at) => Find(_candles[_unit], at) is var index and >= 0 ? _candles[_unit][index] : null;

    public Candle? DecisionAt(CandleUnit timeframe, DateTimeOffset candleAt) => Find(_candles[timeframe], candleAt) is var index and >= 0 ? _candles[timeframe][index] : null;

    /// <summary>What a buyer pays where a trade printed.</summary>
    public Price Ask(double traded) => KrwTicks.RoundUp(new Price((decimal)(traded * (1 + _halfSpread))));

    /// <summary>What a seller gets: half the spread, and half a tick at least, under the print.</summary>
    public Price Bid(double traded)
    {
        var half = Guards.GuardPrice.FromTrade(Price.FromCandle(traded));
        var quoted = new Price((decimal)(traded * (1 - _halfSpread)));
        return quoted < half ? quoted : half;
    }

    /// <summary>The newest close before a moment.</summary>
    public Price LastBefore(DateTimeOffset moment)
    {
        var index = Before(_candles[_unit], moment);
        return index >= 0 ? Price.FromCandle(_candles[_unit][index].Close) : default;
    }

    /// <summary>The market as the compared strategy would have seen it then; null when it had too few candles.</summary>
    public MarketView? ViewOf(ArmedCase armed, DateTimeOffset candleAt, DateTimeOffset at)
    {
        var candles = _candles[armed.Settings.Timeframe];
        var needed = armed.Strategy.CandlesNeeded(armed.Settings);
        var index = Find(candles, candleAt);
        return index + 1 < needed ? null : new MarketView(_info, armed.Settings.Timeframe, [.. candles.Skip(index + 1 - needed).Take(needed)], QuoteAt(candles[index].Close, at), at);
    }

    /// <summary>All that a lot needs: the market and the decision candle.</summary>
    public MarketView LotView(ArmedCase armed, Candle candle, DateTimeOffset at) => new(_info, armed.Settings.Timeframe, [candle], QuoteAt(candle.Close, at), at);

    /// <summary>What the rules know of the market at the price of its first trade after the decision.</summary>
    public MarketFacts FactsAt(double traded, DateTimeOffset at, RiskSettings risk)
    {
        var quote = QuoteAt(traded, at);
        if (risk.MostRise24Hours == 0 && risk.MostOfHigh25Hours == 0) return new MarketFacts(_info, quote, TimeSpan.Zero);

        var hours = _candles[CandleUnit.Hour1];
        var closed = Before(hours, at - Hour + TimeSpan.FromTicks(1));
        List<Candle> newest = [.. hours.Take(closed + 1).Skip(Math.Max(0, closed - 24))];
        Price? dayAgo = newest.LastOrDefault(candle => candle.OpenAt + Hour <= at - TimeSpan.FromHours(24)) is { Close: > 0 } candle ? Price.FromCandle(candle.Close) : null;
        return new MarketFacts(_info, quote, TimeSpan.Zero, dayAgo, newest.Count > 0 ? Price.FromCandle(newest.Max(hour => hour.High)) : null);
    }

    // Candles know no book: the rules see a bid and an ask, and no depth.
    private MarketQuote QuoteAt(double traded, DateTimeOffset at)
    {
        var last = Price.FromCandle(traded);
        return new MarketQuote(Market, last, Bid(traded), Ask(traded), null, last, Krw.Zero, at, 0);
    }

    private static int Find(IReadOnlyList<Candle> candles, DateTimeOffset openAt)
    {
        var index = Before(candles, openAt + TimeSpan.FromTicks(1));
        return index >= 0 && candles[index].OpenAt == openAt ? index : -1;
    }

    /// <summary>The place of the newest candle that opened before a moment; −1 when there is none.</summary>
    private static int Before(IReadOnlyList<Candle> candles, DateTimeOffset moment)
    {
        var (low, high) = (0, candles.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (candles[middle].OpenAt < moment) low = middle + 1;
            else high = middle;
        }

        return low - 1;
    }
}
