namespace CoinPulse.Core.Markets.Indicators;

/// <summary>
/// Wilder's average true range: how far prices go in one candle, gaps to the close before included; null until <paramref name="period"/> candles are
/// known. The first candle's range is its own height, for there is no close before it.
/// </summary>
public sealed class Atr(int period = 14)
{
    private readonly WilderMean _ranges = new(period);
    private double? _closeBefore;

    public double? Value => _ranges.Value;

    public double? Add(in Candle candle)
    {
        var range = candle.High - candle.Low;
        if (_closeBefore is { } close) range = Math.Max(range, Math.Max(Math.Abs(candle.High - close), Math.Abs(candle.Low - close)));
        _closeBefore = candle.Close;
        return _ranges.Add(range);
    }
}
