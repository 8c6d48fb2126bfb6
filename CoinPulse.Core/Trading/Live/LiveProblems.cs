namespace CoinPulse.Core.Trading.Live;

/// <summary>Why a pocket is not opened, or a strategy does not go live. Text key <c>Problem_{code}</c>.</summary>
public static class LiveProblems
{
    public const string OtherSource = "LiveOtherSource";
    public const string NoKey = "LiveNoKey";
    public const string NotAnswered = "LiveNotAnswered";
    public const string Moving = "LiveMoving";
    public const string NotAgreed = "LiveNotAgreed";
    public const string KeyBroken = "LiveKeyBroken";
    public const string KeyCanWithdraw = "LiveKeyCanWithdraw";
    public const string KeyEnds = "LiveKeyEnds";
    public const string KeyNotChecked = "LiveKeyNotChecked";
    public const string NoSecondFactor = "LiveNoSecondFactor";
    public const string Differs = "LiveDiffers";
    public const string NoSuchStrategy = "LiveNoSuchStrategy";
    public const string RunTooShort = "LiveRunTooShort";
    public const string LossNotTyped = "LiveLossNotTyped";

    /// <summary>A pocket is traded only through the gate.</summary>
    public const string OnlyThroughGate = "LiveOnlyThroughGate";
}
