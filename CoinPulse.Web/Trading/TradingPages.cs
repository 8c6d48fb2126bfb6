using CoinPulse.Web.Shell;

namespace CoinPulse.Web.Trading;

/// <summary>What trading puts into the frame.</summary>
internal static class TradingPages
{
    public static IServiceCollection AddTradingPages(this IServiceCollection services) => services
        .AddShellSlot<PaperBadge>(ShellSlot.AccountBadge)
        .AddShellSlot<StopSwitch>(ShellSlot.StopSwitch);
}
