using CoinPulse.Core.Exchanges;

namespace CoinPulse.Core.Trading.Journal;

/// <summary>The names under which refusals stand in the journal: the engine's classes, so that no rule depends on one exchange's spelling.</summary>
public static class FaultNames
{
    /// <summary>Proven that the order never reached the exchange.</summary>
    public const string NeverArrived = "NeverArrived";

    /// <summary>The identifier was used up by an order that failed: the next attempt takes another.</summary>
    public const string Burned = "Burned";

    /// <summary>The resting target filled before it could be replaced.</summary>
    public const string TargetFirst = "TargetFirst";

    /// <summary>It was taken back before it had been sent: the position was left, or the person changed their mind.</summary>
    public const string Withdrawn = "Withdrawn";

    public static string Of(ExchangeFaultKind kind) => kind.ToString();
}
