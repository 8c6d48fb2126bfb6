using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Guards;

namespace CoinPulse.Core.Trading.Strategies;

public static class ExitPlans
{
    /// <summary>The guard's plan of a new position, as the settings stand now; what is switched off by a zero is not in it.</summary>
    public static ExitPlan ToExitPlan(this StrategySettings settings) => new(
        Percent.Of(settings.StopLoss),
        Percent.Of(settings.Emergency),
        [.. settings.Targets().Select(target => new ExitTarget(Percent.Of(target.Gain), Percent.Of(target.Share)))],
        settings.RestTarget,
        WhenOn(settings.BreakEven),
        WhenOn(settings.TrailFrom),
        Percent.Of(settings.TrailBy),
        settings.LongestHoldHours > 0 ? TimeSpan.FromHours(settings.LongestHoldHours) : null);

    /// <summary>The targets that are set, in their order, in percentage points.</summary>
    internal static IEnumerable<(decimal Gain, decimal Share)> Targets(this StrategySettings settings)
    {
        (decimal Gain, decimal Share)[] all = [(settings.Target1, settings.Share1), (settings.Target2, settings.Share2), (settings.Target3, settings.Share3)];
        return all.Where(target => target.Gain > 0);
    }

    private static Percent? WhenOn(decimal points) => points > 0 ? Percent.Of(points) : null;
}
