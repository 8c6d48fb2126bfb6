using System.Diagnostics;
using System.Globalization;

namespace CoinPulse.Tests.Exchanges.Upbit.Load;

/// <summary>Reads a process's memory and processor time while it works.</summary>
internal sealed class LoadWatch(Process process)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly List<(double Minutes, double Megabytes, TimeSpan Cpu)> _seen = [];

    /// <summary>Part of one core, over everything that was seen.</summary>
    public double Cores => Part(_seen[0], _seen[^1]);

    /// <summary>The busiest minute.</summary>
    public double MostCores
    {
        get
        {
            var minute = (int)(TimeSpan.FromMinutes(1) / Every);
            return _seen.Count <= minute ? Cores : Enumerable.Range(0, _seen.Count - minute).Max(at => Part(_seen[at], _seen[at + minute]));
        }
    }

    /// <summary>Megabytes that are in memory at the end of each minute.</summary>
    public IEnumerable<double> ByMinute => _seen.GroupBy(one => (int)one.Minutes).Select(minute => minute.Last().Megabytes);

    /// <summary>Megabytes a minute, the straight line of least squares through the second half.</summary>
    public double Slope
    {
        get
        {
            var half = _seen.Where(one => one.Minutes >= _seen[^1].Minutes / 2).ToList();
            var (x, y) = (half.Average(one => one.Minutes), half.Average(one => one.Megabytes));
            var spread = half.Sum(one => (one.Minutes - x) * (one.Minutes - x));
            return spread > 0 ? half.Sum(one => (one.Minutes - x) * (one.Megabytes - y)) / spread : 0;
        }
    }

    public async Task WatchAsync(Task work)
    {
        var began = TimeProvider.System.GetTimestamp();
        do
        {
            process.Refresh();
            _seen.Add((TimeProvider.System.GetElapsedTime(began).TotalMinutes, process.WorkingSet64 / 1_048_576.0, process.TotalProcessorTime));
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{_seen[^1].Minutes,5:0.0} min  {_seen[^1].Megabytes,5:0} MB  {Cores,5:0.00} cores"));
            await Task.WhenAny(work, Task.Delay(Every, TimeProvider.System));
        }
        while (!work.IsCompleted);
        await work;
    }

    private static double Part((double Minutes, double, TimeSpan Cpu) from, (double Minutes, double, TimeSpan Cpu) to) =>
        to.Minutes > from.Minutes ? (to.Cpu - from.Cpu).TotalMinutes / (to.Minutes - from.Minutes) : 0;
}
