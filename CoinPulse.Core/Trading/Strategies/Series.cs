using CoinPulse.Core.Markets;

namespace CoinPulse.Core.Trading.Strategies;

/// <summary>The few calculations that strategies share. Everything is computed from the given candles alone, so a backtest and a running engine that see the same candles agree to the last bit.</summary>
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

    /// <summary>The exponential mean of all the values, begun with the plain mean of the first <paramref name="period"/>.</summary>
    public static double Ema(IEnumerable<double> values, int period)
    {
        var list = values as IReadOnlyList<double> ?? [.. values];
        var weight = 2d / (period + 1);
        return list.Skip(period).Aggregate(list.Take(period).Average(), (mean, value) => mean + weight * (value - mean));
    }

    /// <summary>Mean and population deviation of the newest <paramref name="period"/> values.</summary>
    public static (double Mean, double Deviation) Spread(IReadOnlyList<double> values, int period)
    {
        var newest = values.Skip(values.Count - period).ToList();
        var mean = newest.Average();
        return (mean, Math.Sqrt(newest.Average(value => (value - mean) * (value - mean))));
    }

    /// <summary>Wilder's relative strength over all the values; 50 when nothing moved.</summary>
    public static double Rsi(IReadOnlyList<double> closes, int period)
    {
        var changes = closes.Zip(closes.Skip(1), (before, after) => after - before).ToList();
        var rise = Wilder([.. changes.Select(change => Math.Max(change, 0))], period);
        var fall = Wilder([.. changes.Select(change => Math.Max(-change, 0))], period);
        return rise + fall == 0 ? 50 : 100 * rise / (rise + fall);
    }

    /// <summary>Wilder's average true range over all the candles, as a percentage of the last close.</summary>
    public static double AtrPercent(IReadOnlyList<Candle> candles, int period)
    {
        var ranges = candles.Zip(candles.Skip(1), (before, now) => Math.Max(now.High, before.Close) - Math.Min(now.Low, before.Close)).ToList();
        return Wilder(ranges, period) / candles[^1].Close * 100;
    }

    private static double Wilder(IReadOnlyList<double> values, int period) =>
        values.Skip(period).Aggregate(values.Take(period).Average(), (mean, value) => mean + (value - mean) / period);
}
