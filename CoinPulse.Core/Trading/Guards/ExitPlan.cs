using CoinPulse.Core.Money;

namespace CoinPulse.Core.Trading.Guards;

public sealed record ExitPlan(Percent StopLoss, Percent Emergency, IReadOnlyList<ExitTarget> Targets, bool RestTarget, Percent? BreakEven, Percent? TrailFrom, Percent TrailBy, TimeSpan? LongestHold);

public sealed record ExitTarget(Percent Gain, Percent Share);
