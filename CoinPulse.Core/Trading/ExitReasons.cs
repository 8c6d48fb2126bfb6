namespace CoinPulse.Core.Trading;

/// <summary>
/// Why a guard sells, in its order of precedence; a strategy's own exit carries the strategy's reason. <c>price</c> is the guard price that was seen, <c>level</c>
/// the price at which the guard fires.
/// </summary>
public static class ExitReasons
{
    /// <summary>A person stopped and sold: <c>scope</c> is position, account or user.</summary>
    public const string Panic = "ExitPanic";

    /// <summary>A person closed this one position on our page.</summary>
    public const string ClosedByPerson = "ExitClosedByPerson";

    /// <summary>직접 매도: sold or withdrawn outside of the engine.</summary>
    public const string SoldByHand = "ExitSoldByHand";

    public const string Emergency = "ExitEmergency";

    public const string StopLoss = "ExitStopLoss";

    public const string BreakEven = "ExitBreakEven";

    /// <summary><c>number</c> is 1 to 3.</summary>
    public const string Target = "ExitTarget";

    public const string TrailingStop = "ExitTrailingStop";

    public const string TimeLimit = "ExitTimeLimit";

    /// <summary>Trading in the market ends on <c>day</c>; the account's settings say to leave <c>days</c> before.</summary>
    public const string Delisting = "ExitDelisting";

    /// <summary>The rest of the entry was cancelled by a stop and nothing had filled, or the entry filled nothing at all.</summary>
    public const string NothingFilled = "ExitNothingFilled";

    /// <summary>What is left is under the exchange's minimum order.</summary>
    public const string Dust = "ExitDust";

    public static IReadOnlyList<ReasonCode> All { get; } =
    [
        new(Panic, "scope"),
        new(ClosedByPerson),
        new(SoldByHand, "quantity"),
        new(Emergency, "price", "level"),
        new(StopLoss, "price", "level"),
        new(BreakEven, "price", "level"),
        new(Target, "price", "level", "number"),
        new(TrailingStop, "price", "level", "peak"),
        new(TimeLimit, "hours"),
        new(Delisting, "day", "days"),
        new(NothingFilled),
        new(Dust, "quantity", "value"),
    ];
}
