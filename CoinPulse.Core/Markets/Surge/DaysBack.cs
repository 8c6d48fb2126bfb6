namespace CoinPulse.Core.Markets.Surge;

/// <summary>Day candles counted back from the newest, as the published formulas count; the lists themselves are oldest first.</summary>
internal readonly ref struct DaysBack(ReadOnlySpan<Candle> days)
{
    private readonly ReadOnlySpan<Candle> _days = days;

    public int Count => _days.Length;

    public ref readonly Candle this[int back] => ref _days[_days.Length - 1 - back];

    public double MeanClose(int from, int count)
    {
        var sum = 0d;
        for (var back = from; back < from + count; back++) sum += this[back].Close;
        return sum / count;
    }

    /// <summary>Won traded a day, on average.</summary>
    public double MeanValue(int from, int count)
    {
        var sum = 0d;
        for (var back = from; back < from + count; back++) sum += this[back].Value;
        return sum / count;
    }

    public double LowestLow(int from, int count) => this[LowestDay(from, count)].Low;

    /// <summary>The day of the lowest low; of equal ones the newest.</summary>
    public int LowestDay(int from, int count)
    {
        var lowest = from;
        for (var back = from + 1; back < from + count; back++)
        {
            if (this[back].Low < this[lowest].Low) lowest = back;
        }

        return lowest;
    }

    public double HighestHigh(int from, int count)
    {
        var highest = this[from].High;
        for (var back = from + 1; back < from + count; back++) highest = Math.Max(highest, this[back].High);
        return highest;
    }

    /// <summary>Per cent from the close of one day to the newest.</summary>
    public double Change(int since) => (this[0].Close - this[since].Close) / this[since].Close * 100;
}
