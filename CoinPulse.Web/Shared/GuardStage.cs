namespace CoinPulse.Web.Shared;

/// <summary>What the stop of a guard is at present.</summary>
public enum GuardStage
{
    Initial,

    /// <summary>The stop has risen to cost.</summary>
    BreakEven,

    /// <summary>The stop follows the peak.</summary>
    Trailing,
}
