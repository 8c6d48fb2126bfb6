namespace CoinPulse.Core.Trading;

/// <summary>The codes of every <see cref="Outcomes.Reason"/> that the engine itself gives. Texts: <c>Reason_{code}</c>.</summary>
public static partial class ReasonCodes
{
    public const string TargetFilled = "target_filled";
    public const string SoldByHand = "sold_by_hand";
    public const string Dust = "dust";
}
