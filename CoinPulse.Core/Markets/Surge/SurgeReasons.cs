using System.Globalization;

namespace CoinPulse.Core.Markets.Surge;

/// <summary>
/// One part of a score in a form that a page turns into words: the texts <c>Part_{Code}</c> and <c>PartWhy_{Code}</c> in the reader's language, the second with the
/// facts by name. Points are negative for a deduction, and then <see cref="Most"/> is too.
/// </summary>
public sealed record SurgeReason(string Code, int Points, int Most, IReadOnlyDictionary<string, string> Facts);

/// <summary>The parts of the scores as codes and numbers.</summary>
public static class SurgeReasons
{
    public static IReadOnlyList<string> Codes { get; } =
    [
        "Volume", "Rsi", "Support", "Trend", "Momentum",
        "NearHigh", "WeeklyRise", "HighRsi", "FastRise",
        "QuietVolume", "CalmPrice", "SupportBounce", "EarlyMomentum", "VolumeTiming", "Shape",
        "Oversold", "VolumeReversal", "PanicRecovery",
    ];

    public static IReadOnlyList<SurgeReason> Of(SurgeScore score) =>
    [
        Part("Volume", score.Volume, 20, "ratio"),
        Part("Rsi", score.Rsi, 25, "rsi"),
        Part("Support", score.Support, 20, "above"),
        new("Trend", score.Trend.Points, 20, Facts(("lead", score.Trend.Lead), ("rises", score.Trend.Rises))),
        Part("Momentum", score.Momentum, 15, "change"),
    ];

    public static IReadOnlyList<SurgeReason> Of(SurgePenalties penalties) =>
    [
        Deduction("NearHigh", penalties.NearHigh, 25, "ofHigh"),
        Deduction("WeeklyRise", penalties.WeeklyRise, 20, "change"),
        Deduction("HighRsi", penalties.Rsi, 15, "rsi"),
        Deduction("FastRise", penalties.Momentum, 15, "change"),
    ];

    public static IReadOnlyList<SurgeReason> Of(TwoPatternInputs inputs, AccumulationPattern pattern) =>
    [
        new("QuietVolume", pattern.QuietVolume, 15, Facts(("ratio", inputs.MonthlyRatio))),
        new("CalmPrice", pattern.CalmPrice, 10, Facts(("variation", inputs.WeeklyVariation))),
        new("SupportBounce", pattern.SupportBounce, 25, Facts(("above", inputs.AboveSupport))),
        new("EarlyMomentum", pattern.EarlyMomentum, 20, Facts(("change", inputs.Momentum), ("rsi", inputs.Rsi))),
        new("VolumeTiming", pattern.VolumeTiming, 20, Facts(("ratio", inputs.DayRatio), ("before", inputs.DayRatioBefore))),
        new("Shape", pattern.Shape, 10, Facts(("lows", Blocks(inputs.LowsRise)), ("highs", Blocks(inputs.HighsRise)))),
    ];

    public static IReadOnlyList<SurgeReason> Of(TwoPatternInputs inputs, BouncePattern pattern) =>
    [
        new("Oversold", pattern.Oversold, 30, Facts(("rsi", inputs.Rsi), ("change", inputs.Drop))),
        new("VolumeReversal", pattern.VolumeReversal, 35, Facts(("ratio", inputs.DayRatio), ("before", inputs.DayRatioBefore))),
        new("PanicRecovery", pattern.PanicRecovery, 35, Facts(("days", inputs.LowDay), ("above", inputs.Recovery))),
    ];

    /// <summary>The parts behind the points of one predictor.</summary>
    public static IReadOnlyList<SurgeReason> Of(SurgeScores scores, SurgePredictor predictor) => predictor switch
    {
        SurgePredictor.V1 => Of(scores.V1),
        SurgePredictor.V1Penalised => [.. Of(scores.V1), .. Of(scores.Penalties)],
        SurgePredictor.V2 when scores.V2 is { Pattern: SurgePattern.Accumulation } v2 => Of(v2.Inputs, v2.Accumulation),
        SurgePredictor.V2 when scores.V2 is { } v2 => Of(v2.Inputs, v2.Bounce),
        SurgePredictor.V2 or SurgePredictor.Everything => [],
    };

    private static SurgeReason Part(string code, SurgePart part, int most, string fact) => new(code, part.Points, most, Facts((fact, part.Input)));

    private static SurgeReason Deduction(string code, SurgePart part, int most, string fact) => new(code, -part.Points, -most, Facts((fact, part.Input)));

    private static Dictionary<string, string> Facts(params ReadOnlySpan<(string Name, double Value)> facts)
    {
        var named = new Dictionary<string, string>(facts.Length, StringComparer.Ordinal);
        foreach (var (name, value) in facts) named[name] = value.ToString("0.##", CultureInfo.InvariantCulture);
        return named;
    }

    /// <summary>Blocks that rise: three or none.</summary>
    private static double Blocks(bool rise) => rise ? 3 : 0;
}
