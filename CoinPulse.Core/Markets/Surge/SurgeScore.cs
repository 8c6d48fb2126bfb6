namespace CoinPulse.Core.Markets.Surge;

/// <summary>The points of one part of the score and the number they were given for, so that a page can show both.</summary>
public readonly record struct SurgePart(int Points, double Input);

/// <summary>The part for the short trend has two inputs: the mean of three closes over the mean of seven, and how many days rose in a row (at most three).</summary>
public readonly record struct SurgeTrendPart(int Points, double ShortMean, double LongMean, int Rises)
{
    /// <summary>The short mean over the long one, as a percentage above it.</summary>
    public double Lead => (ShortMean / LongMean - 1) * 100;
}

/// <summary>Late-rally deductions that were added to V1 after its published results; each is zero or more points.</summary>
/// <param name="NearHigh">Input: per cent of the highest high of thirty days.</param>
/// <param name="WeeklyRise">Input: per cent from the mean close of last week to that of this week.</param>
/// <param name="Rsi">Input: as the score's.</param>
/// <param name="Momentum">Input: as the score's.</param>
public sealed record SurgePenalties(SurgePart NearHigh, SurgePart WeeklyRise, SurgePart Rsi, SurgePart Momentum)
{
    public int Total => NearHigh.Points + WeeklyRise.Points + Rsi.Points + Momentum.Points;
}

/// <summary>The first surge score of the earlier product: five parts of at most 20, 25, 20, 20 and 15 points.</summary>
/// <param name="Volume">Input r: won traded on the five newest days over the fifteen before, day by day on average.</param>
/// <param name="Rsi">Input: the average size of a rise against the average size of a fall, 0 to 100; not Wilder's index.</param>
/// <param name="Support">Input d: per cent above the lowest low of twenty days.</param>
/// <param name="Momentum">Input m: per cent change over four days.</param>
public sealed record SurgeScore(SurgePart Volume, SurgePart Rsi, SurgePart Support, SurgeTrendPart Trend, SurgePart Momentum)
{
    public int Total => Math.Clamp(Volume.Points + Rsi.Points + Support.Points + Trend.Points + Momentum.Points, 0, 100);

    public int After(SurgePenalties penalties) => Math.Max(0, Total - penalties.Total);
}

/// <summary>What the earlier product called a score. Its words, not our advice: no page recommends by it.</summary>
public enum SurgeLabel
{
    Pass,
    Hold,
    Buy,
    StrongBuy,
}
