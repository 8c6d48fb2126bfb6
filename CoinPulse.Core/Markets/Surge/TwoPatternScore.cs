namespace CoinPulse.Core.Markets.Surge;

/// <summary>When in a surge the score believes to be; the earlier product computed it and then acted on the score alone.</summary>
public enum SurgeTiming
{
    Early,
    Good,
    Late,
    Missed,
}

public enum SurgePattern
{
    Accumulation,
    Bounce,
}

/// <summary>What V2 measures on thirty days. Ratios are of won traded; everything else is per cent unless said.</summary>
public readonly record struct TwoPatternInputs
{
    /// <summary>Sums of fourteen rises and falls, 0 to 100.</summary>
    public double Rsi { get; init; }

    /// <summary>The newest day over the mean of the 23 days that lie more than a week back.</summary>
    public double MonthlyRatio { get; init; }

    /// <summary>Sample deviation of seven closes over their mean.</summary>
    public double WeeklyVariation { get; init; }

    /// <summary>Above the lowest low of thirty days.</summary>
    public double AboveSupport { get; init; }

    /// <summary>A low of the three newest days lies within 2 % of that lowest.</summary>
    public bool TouchedSupport { get; init; }

    /// <summary>More than 1 % above the lowest of the three newest days.</summary>
    public bool Recovering { get; init; }

    /// <summary>Over four days.</summary>
    public double Momentum { get; init; }

    /// <summary>The newest day over the mean of the fourteen days that lie more than a week back.</summary>
    public double DayRatio { get; init; }

    /// <summary>The day before, over the same mean.</summary>
    public double DayRatioBefore { get; init; }

    /// <summary>The lows of three blocks of three days rise from block to block.</summary>
    public bool LowsRise { get; init; }

    public bool HighsRise { get; init; }

    /// <summary>Of the highest high of thirty days.</summary>
    public double OfHigh { get; init; }

    /// <summary>Over five days; negative when it fell.</summary>
    public double Drop { get; init; }

    /// <summary>How many days ago the lowest low of five days was.</summary>
    public int LowDay { get; init; }

    /// <summary>Above that low.</summary>
    public double Recovery { get; init; }

    /// <summary>The lows of the two newest days lie above those of the two before.</summary>
    public bool HigherLow { get; init; }
}

/// <summary>Pattern A, 100 points: bought quietly near support, before the rise.</summary>
public readonly record struct AccumulationPattern(
    int QuietVolume, int CalmPrice, int SupportBounce, int EarlyMomentum, int VolumeTiming, int Shape, SurgeTiming Timing)
{
    public int Total => QuietVolume + CalmPrice + SupportBounce + EarlyMomentum + VolumeTiming + Shape;
}

/// <summary>Pattern B, 100 points: sold in panic and turning.</summary>
public readonly record struct BouncePattern(int Oversold, int VolumeReversal, int PanicRecovery, SurgeTiming Timing)
{
    public int Total => Oversold + VolumeReversal + PanicRecovery;
}

/// <summary>The second surge score of the earlier product: the better of two patterns; of equals the first.</summary>
public sealed record TwoPatternScore(TwoPatternInputs Inputs, AccumulationPattern Accumulation, BouncePattern Bounce)
{
    public int Total => Math.Max(Accumulation.Total, Bounce.Total);

    public SurgePattern Pattern => Bounce.Total > Accumulation.Total ? SurgePattern.Bounce : SurgePattern.Accumulation;

    public SurgeTiming Timing => Pattern == SurgePattern.Bounce ? Bounce.Timing : Accumulation.Timing;

    public SurgeLabel Label(int least) => Timing is SurgeTiming.Late or SurgeTiming.Missed ? SurgeLabel.Pass : Total switch
    {
        var total when total >= least => SurgeLabel.StrongBuy,
        >= 60 => SurgeLabel.Buy,
        >= 50 => SurgeLabel.Hold,
        _ => SurgeLabel.Pass,
    };
}
