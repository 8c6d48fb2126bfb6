namespace CoinPulse.Core.Trading.Rules;

/// <summary>The codes of what can be wrong with settings; each has a text <c>Problem_{Code}</c>.</summary>
public static class SettingsProblems
{
    public const string Missing = "SettingMissing";
    public const string NotWhole = "SettingNotWhole";
    public const string OutOfRange = "SettingOutOfRange";
    public const string TimeframeNotOffered = "TimeframeNotOffered";
    public const string CandlesNotKept = "CandlesNotKept";
    public const string EmergencyNotBeyondStop = "EmergencyNotBeyondStop";
    public const string BreakEvenNotBelowTarget = "BreakEvenNotBelowTarget";
    public const string TrailingUnderStop = "TrailingUnderStop";
    public const string TargetEatenByFees = "TargetEatenByFees";
    public const string TargetsNotAscending = "TargetsNotAscending";
    public const string TargetSkipped = "TargetSkipped";
    public const string ShareMissing = "ShareMissing";
    public const string ShareWithoutTarget = "ShareWithoutTarget";
    public const string SharesOverWhole = "SharesOverWhole";
    public const string RestingTargetNotWhole = "RestingTargetNotWhole";
    public const string AmountUnderMinimum = "AmountUnderMinimum";
    public const string PartUnderMinimum = "PartUnderMinimum";
    public const string AveragesNotApart = "AveragesNotApart";
    public const string RangeBoundsCrossed = "RangeBoundsCrossed";
    public const string MarketNotUnderstood = "MarketNotUnderstood";
    public const string StrategyUnknown = "StrategyUnknown";
    public const string SettingsUnreadable = "SettingsUnreadable";

    public static IReadOnlyList<string> All { get; } =
    [
        Missing, NotWhole, OutOfRange, TimeframeNotOffered, EmergencyNotBeyondStop, BreakEvenNotBelowTarget, TrailingUnderStop, TargetEatenByFees, TargetsNotAscending, TargetSkipped,
        ShareMissing, ShareWithoutTarget, SharesOverWhole, RestingTargetNotWhole, AmountUnderMinimum, PartUnderMinimum, AveragesNotApart, RangeBoundsCrossed,
        MarketNotUnderstood, StrategyUnknown, SettingsUnreadable,
    ];
}
