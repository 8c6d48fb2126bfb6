using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Indicators;

namespace CoinPulse.Core.Trading.Strategies;

/// <summary>What strategies ask of a row of candles. Everything is computed from the given candles alone, so a backtest and a running engine that see the same candles agree to the last bit.</summary>
internal static class Series
{
    /// <summary>How many periods an exponential mean is given to forget where it started.</summary>
    public const int WarmUp = 4;

    /// <summary>The newest <paramref name="count"/> candles, or null when there are fewer, or when the market traded in under half of the intervals that they span.</summary>
    public static IReadOnlyList<Candle>? Newest(IReadOnlyList<Candle> candles, CandleUnit unit, int count)
    {
        if (candles.Count < count) return null;

        var newest = candles.Count == count ? candles : [.. candles.Skip(candles.Count - count)];
        var intervals = (newest[^1].OpenAt - newest[0].OpenAt) / unit.Length() + 1;
        return intervals > 2 * count ? null : newest;
    }

    /// <summary>The exponential mean of all the values.</summary>
    public static double Ema(IReadOnlyList<double> values, int period)
    {
        var mean = new Ema(period);
        foreach (var value in values) mean.Add(value);
        return mean.Value!.Value;
    }

    /// <summary>The band of <paramref name="width"/> deviations around the mean of the newest <paramref name="period"/> closes.</summary>
    public static (double Mean, double Lower) Band(IReadOnlyList<double> closes, int period, double width = 0)
    {
        var bands = new BollingerBands(period, width);
        foreach (var close in closes) bands.Add(close);
        return (bands.Middle!.Value, bands.Lower!.Value);
    }

    /// <summary>Wilder's relative strength over all the closes.</summary>
    public static double Rsi(IReadOnlyList<double> closes, int period)
    {
        var strength = new Rsi(period);
        foreach (var close in closes) strength.Add(close);
        return strength.Value!.Value;
    }

    /// <summary>Wilder's average true range over all the candles, as a percentage of the last close.</summary>
    public static double AtrPercent(IReadOnlyList<Candle> candles, int period)
    {
        var range = new Atr(period);
        foreach (var candle in candles) range.Add(candle);
        return range.Value!.Value / candles[^1].Close * 100;
    }
}
