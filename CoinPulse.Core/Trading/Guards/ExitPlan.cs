using CoinPulse.Core.Money;

namespace CoinPulse.Core.Trading.Guards;

/// <summary>One target: sold when the price has gained <paramref name="Gain"/> over cost, for <paramref name="Share"/> of all that was bought.</summary>
public sealed record ExitTarget(Percent Gain, Percent Share);

/// <summary>How a position is left. Copied from the strategy's settings when the position opens, so that later changes of settings never move a guard.</summary>
/// <param name="RestTarget">The last target, once it covers all that is held, rests at the exchange instead of being watched here.</param>
/// <param name="LongestHold">Engine time after the first fill; null is no limit.</param>
public sealed record ExitPlan(
    Percent StopLoss,
    Percent Emergency,
    IReadOnlyList<ExitTarget> Targets,
    bool RestTarget,
    Percent? BreakEven,
    Percent? TrailFrom,
    Percent TrailBy,
    TimeSpan? LongestHold);
