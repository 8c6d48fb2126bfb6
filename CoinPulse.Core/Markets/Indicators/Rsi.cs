namespace CoinPulse.Core.Markets.Indicators;

/// <summary>
/// Wilder's relative strength index, 0 to 100; null until <paramref name="period"/> changes are known. A market that never moved stands at 50.
/// </summary>
public sealed class Rsi(int period = 14)
{
    private readonly WilderMean _rises = new(period);
    private readonly WilderMean _falls = new(period);
    private double? _before;

    public double? Value { get; private set; }

    public double? Add(double close)
    {
        if (_before is { } before)
        {
            var rise = _rises.Add(Math.Max(close - before, 0));
            var fall = _falls.Add(Math.Max(before - close, 0));
            Value = rise + fall is { } moved ? moved == 0 ? 50 : 100 * rise / moved : null;
        }

        _before = close;
        return Value;
    }
}
