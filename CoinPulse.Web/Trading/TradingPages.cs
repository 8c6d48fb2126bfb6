using CoinPulse.Web.Shell;
using CoinPulse.Web.Shell.Banners;
using CoinPulse.Web.Trading.GoingLive;
using CoinPulse.Web.Trading.Settings;

namespace CoinPulse.Web.Trading;

/// <summary>What trading puts into the frame.</summary>
internal static class TradingPages
{
    public static IServiceCollection AddTradingPages(this IServiceCollection services) => services
        .AddSingleton<IBannerSource, HoldsBanner>()
        .AddHostedService<TradingTopics>()
        .AddShellSlot<AccountBadge>(ShellSlot.AccountBadge)
        .AddShellSlot<StopSwitch>(ShellSlot.StopSwitch)
        .AddSettingsTab<TradingSettings>(TradingSettings.Key, () => SettingsText.Tab)
        .AddScoped<DraftKeeper>();
}
