namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>How often each thing happened that a story is about. A trouble that is in no count is in no story.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, int> _times = new(StringComparer.Ordinal);

    public int Of(string what) => _times.GetValueOrDefault(what);

    public void Count(string what, int times = 1) => _times[what] = Of(what) + times;

    public void Add(Tally other)
    {
        foreach (var (what, times) in other._times) Count(what, times);
    }

    /// <summary>One a line, in the order of their names.</summary>
    public override string ToString() => string.Join(Environment.NewLine, _times.Select(one => $"{one.Value,9:N0}  {one.Key}"));
}
