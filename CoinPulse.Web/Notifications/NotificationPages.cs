using CoinPulse.Core.Notifications;
using CoinPulse.Core.Operations;
using CoinPulse.Web.Jobs;
using CoinPulse.Web.Notifications.Telegram;
using CoinPulse.Web.Shell;
using Microsoft.Extensions.Options;

namespace CoinPulse.Web.Notifications;

/// <summary>Telling people: the centre and its bell, the channels, and the bot.</summary>
internal static class NotificationPages
{
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        var tells = configuration.ReadChecked<JobOptions>(JobOptions.Section).Run;
        services.AddNotices(tells);
        services.AddSingleton<INoticeChannel, MailChannel>();
        AddTelegram(services, configuration, tells);
        return services
            .AddHostedService<NoticeTopics>()
            .AddShellSlot<Bell>(ShellSlot.Bell)
            .AddSettingsTab<NoticeSettings>(NoticeSettings.Key, () => NotificationsText.Tab, order: 100);
    }

    private static void AddTelegram(IServiceCollection services, IConfiguration configuration, bool tells)
    {
        services.AddCheckedOptions<TelegramOptions>(configuration, TelegramOptions.Section);
        services.AddSingleton(provider => new TelegramBot(TelegramBot.Http(), provider.GetRequiredService<IOptions<TelegramOptions>>(), provider.GetRequiredService<TelegramPace>()));
        services.AddSingleton<ITelegramFace>(provider => provider.GetRequiredService<TelegramBot>());
        services.AddSingleton<INoticeChannel, TelegramChannel>();
        services.AddSingleton<TelegramPace>();
        services.AddSingleton<TelegramLimits>();
        services.AddSingleton<TelegramDesk>();
        if (tells && configuration.ReadChecked<TelegramOptions>(TelegramOptions.Section).IsConfigured) services.AddHostedService<TelegramListener>();
    }
}
