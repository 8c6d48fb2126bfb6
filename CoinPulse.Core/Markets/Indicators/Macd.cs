namespace CoinPulse.Core.Markets.Indicators;

/// <summary>The distance of two exponential means and that distance's own mean; each null until it has what it needs.</summary>
public sealed class Macd(int fast = 12, int slow = 26, int signal = 9)
{
    private readonly Ema _fast = new(fast);
    private readonly Ema _slow = new(slow);
    private readonly Ema _signal = new(signal);

    public double? Line { get; private set; }

    public double? Signal { get; private set; }

    public double? Histogram => Line - Signal;

    public void Add(double close)
    {
        var (nimble, lazy) = (_fast.Add(close), _slow.Add(close));
        Line = nimble - lazy;
        if (Line is { } line) Signal = _signal.Add(line);
    }
}
