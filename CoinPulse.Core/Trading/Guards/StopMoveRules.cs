using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Trading.Guards;

/// <summary>The codes of why a stop is not moved; each has a text <c>Problem_{Code}</c>.</summary>
public static class StopProblems
{
    /// <summary>The position is not there (any more), or holds nothing.</summary>
    public const string NothingGuarded = "StopNothingGuarded";

    public const string NoPrice = "StopNoPrice";

    /// <summary>Stops only rise: the argument is the present stop.</summary>
    public const string NotAbovePresent = "StopNotAbovePresent";

    /// <summary>It would sell at once: the argument is what a sale gets now.</summary>
    public const string NotBelowPrice = "StopNotBelowPrice";

    /// <summary>An exit is under way: there is nothing left to protect by a stop.</summary>
    public const string Leaving = "StopLeaving";

    /// <summary>Another process watches the guards, and would not know of the new stop.</summary>
    public const string WatchedElsewhere = "StopWatchedElsewhere";

    public static IReadOnlyList<string> All { get; } = [NothingGuarded, NoPrice, NotAbovePresent, NotBelowPrice, Leaving, WatchedElsewhere];
}

/// <summary>Whether a person may move a stop to a price: above the present stop, because stops only rise; below the guard price, because a stop is not an order to sell.</summary>
public static class StopMoveRules
{
    /// <param name="state">Of the guard's position.</param>
    /// <param name="guard">As it is now; null when nothing is held.</param>
    /// <param name="price">What a sale would get now; null when no price is known.</param>
    /// <param name="stop">What the person wants.</param>
    /// <returns>Why not; null when it may be moved.</returns>
    public static Problem? Judge(PositionState state, Guard? guard, Price? price, Price stop)
    {
        if (state == PositionState.Closing) return Problem.Of(StopProblems.Leaving);
        if (guard is not { IsLive: true }) return Problem.Of(StopProblems.NothingGuarded);
        if (stop <= guard.Stop) return Problem.Of(StopProblems.NotAbovePresent, guard.Stop);
        if (price is not { IsPositive: true } now) return Problem.Of(StopProblems.NoPrice);
        return stop < now ? null : Problem.Of(StopProblems.NotBelowPrice, now);
    }
}
