namespace CoinPulse.Core.Markets.Indicators;

/// <summary>The simple mean of the newest <paramref name="period"/> numbers; null until there are as many.</summary>
public sealed class Sma(int period)
{
    private readonly Window _window = new(period);

    public double? Value { get; private set; }

    public double? Add(double number)
    {
        _window.Add(number);
        return Value = _window.IsFull ? _window.Mean() : null;
    }
}

/// <summary>
/// The exponential mean with weight 2 / (period + 1), begun with the simple mean of the first <paramref name="period"/> numbers; null until then.
/// </summary>
public sealed class Ema(int period)
{
    private readonly double _weight = 2.0 / (period + 1);
    private double _sum;
    private int _count;

    public double? Value { get; private set; }

    public double? Add(double number)
    {
        if (Value is { } before) return Value = before + _weight * (number - before);

        _sum += number;
        return Value = ++_count == period ? _sum / period : null;
    }
}

/// <summary>Wilder's smoothing: weight 1 / period, begun with the simple mean. What RSI and ATR are made of.</summary>
public sealed class WilderMean(int period)
{
    private double _sum;
    private int _count;

    public double? Value { get; private set; }

    public double? Add(double number)
    {
        if (Value is { } before) return Value = before + (number - before) / period;

        _sum += number;
        return Value = ++_count == period ? _sum / period : null;
    }
}
