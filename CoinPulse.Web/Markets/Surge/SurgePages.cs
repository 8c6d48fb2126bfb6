using CoinPulse.Web.Shell;

namespace CoinPulse.Web.Markets.Surge;

/// <summary>What the surge monitor puts into the frame and the dashboard.</summary>
internal static class SurgePages
{
    public static IServiceCollection AddSurgePages(this IServiceCollection services) => services.AddShellSlot<SurgeTopThree>(ShellSlot.Dashboard);
}
