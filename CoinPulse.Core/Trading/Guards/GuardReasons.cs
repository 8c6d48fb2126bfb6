using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Trading.Guards;

/// <summary>What a guard says besides selling. <c>level</c> is a price, <c>quantity</c> the coins under guard.</summary>
public static class GuardReasons
{
    /// <summary>The person cancelled the resting target at the exchange: it is watched here from now on and not put back.</summary>
    public const string TargetTakenBack = "GuardTargetTakenBack";

    /// <summary>Our orders sold more than the position held: the person's own coins.</summary>
    public const string Oversold = "GuardOversold";

    /// <summary><c>sellable</c> is what no other order has locked.</summary>
    public const string Locked = "GuardLocked";
    public const string LockedOver = "GuardLockedOver";
    public const string Halted = "GuardHalted";
    public const string HaltedOver = "GuardHaltedOver";

    /// <summary><c>depth</c> is what the visible bids would take.</summary>
    public const string OverBook = "GuardOverBook";
    public const string OverBookOver = "GuardOverBookOver";

    /// <summary>Trading ends on <c>day</c>; the position is sold <c>days</c> before.</summary>
    public const string Ending = "GuardEnding";
    public const string EndingOver = "GuardEndingOver";

    public static IReadOnlyList<ReasonCode> All { get; } =
    [
        new(TargetTakenBack, "level"),
        new(Oversold, "quantity"),
        new(Locked, "quantity", "sellable"),
        new(LockedOver, "quantity"),
        new(Halted, "quantity"),
        new(HaltedOver, "quantity"),
        new(OverBook, "quantity", "depth"),
        new(OverBookOver, "quantity"),
        new(Ending, "day", "days"),
        new(EndingOver, "quantity"),
    ];

    internal static Reason Of(GuardTroubles trouble, Money.Quantity quantity, GuardOutlook outlook) => trouble switch
    {
        GuardTroubles.Locked => Reason.Of(Locked, ("quantity", quantity), ("sellable", outlook.Sellable ?? quantity)),
        GuardTroubles.Ending when outlook.Ends is { } ends => ends.ToReason(Ending),
        GuardTroubles.OverBook => Reason.Of(OverBook, ("quantity", quantity), ("depth", outlook.BidDepth ?? quantity)),
        _ => Reason.Of(Halted, ("quantity", quantity)),
    };

    internal static Reason Over(GuardTroubles trouble, Money.Quantity quantity) => Reason.Of(
        trouble switch
        {
            GuardTroubles.Locked => LockedOver,
            GuardTroubles.OverBook => OverBookOver,
            GuardTroubles.Ending => EndingOver,
            _ => HaltedOver,
        },
        ("quantity", quantity));
}
