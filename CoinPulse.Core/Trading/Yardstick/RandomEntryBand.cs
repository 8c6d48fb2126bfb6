using CoinPulse.Core.Money;

namespace CoinPulse.Core.Trading.Yardstick;

/// <summary>Where random runs stood at one moment: a tenth of them under <paramref name="Low"/>, half under <paramref name="Median"/>, nine tenths under <paramref name="High"/>.</summary>
public readonly record struct BandPoint(DateTimeOffset At, Krw Low, Krw Median, Krw High);

/// <summary>What the account would have come to with entries drawn by lot.</summary>
public sealed record RandomEntryBand(int Runs, IReadOnlyList<BandPoint> Points)
{
    /// <summary>Enough for a band that does not jump with one seed more; few enough for two cores.</summary>
    public const int DefaultRuns = 40;

    internal static RandomEntryBand Of(YardstickCase given, int runs = DefaultRuns)
    {
        var curves = Enumerable.Range(1, runs).Select(seed => new RandomEntryRun(given, seed).Run()).ToList();
        return new(runs, [.. given.Moments.Select((at, index) => PointOf(at, [.. curves.Select(curve => curve[index].Value).Order()]))]);
    }

    private static BandPoint PointOf(DateTimeOffset at, decimal[] sorted) => new(at, new Krw(Part(sorted, 0.1)), new Krw(Part(sorted, 0.5)), new Krw(Part(sorted, 0.9)));

    /// <summary>By the nearest of the sorted values; the mean of the two in the middle where a part falls between them.</summary>
    internal static decimal Part(decimal[] sorted, double part)
    {
        var place = part * (sorted.Length - 1);
        return (sorted[(int)Math.Floor(place)] + sorted[(int)Math.Ceiling(place)]) / 2;
    }
}
