namespace CoinPulse.Core.Markets.Indicators;

/// <summary>The newest numbers, in a ring that is allocated once.</summary>
internal sealed class Window
{
    private readonly double[] _items;
    private int _next;

    public Window(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        _items = new double[size];
    }

    public int Count { get; private set; }

    public bool IsFull => Count == _items.Length;

    public void Add(double item)
    {
        _items[_next] = item;
        _next = (_next + 1) % _items.Length;
        if (!IsFull) Count++;
    }

    public double Mean()
    {
        // Summed anew each time: a sum that is carried along collects rounding errors for as long as the process runs.
        var sum = 0.0;
        for (var i = 0; i < Count; i++) sum += _items[i];
        return sum / Count;
    }

    /// <summary>The deviation over all numbers of the window (divided by their number, as Bollinger does).</summary>
    public double Deviation(double mean)
    {
        var sum = 0.0;
        for (var i = 0; i < Count; i++) sum += (_items[i] - mean) * (_items[i] - mean);
        return Math.Sqrt(sum / Count);
    }
}
