namespace CoinPulse.Core.Markets.Indicators;

/// <summary>The simple mean and, <paramref name="width"/> deviations away from it, a band on each side; null until the period is full.</summary>
public sealed class BollingerBands(int period = 20, double width = 2)
{
    private readonly Window _window = new(period);

    public double? Middle { get; private set; }

    public double? Upper { get; private set; }

    public double? Lower { get; private set; }

    public void Add(double close)
    {
        _window.Add(close);
        if (!_window.IsFull) return;

        var mean = _window.Mean();
        var away = width * _window.Deviation(mean);
        (Middle, Upper, Lower) = (mean, mean + away, mean - away);
    }
}
