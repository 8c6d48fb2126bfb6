namespace CoinPulse.Core.Exchanges.Upbit.Rest;

/// <summary>Who goes first when both want something.</summary>
internal enum Urgency
{
    /// <summary>Somebody waits for it: prices, books, the past that strategies look at, what a line missed.</summary>
    Needed,

    /// <summary>
    /// It may take as long as it takes. It leaves half of its group's allowance free, so that something needed finds a slot at once, and keeps quiet for a second after
    /// anything needed.
    /// </summary>
    Background,
}
