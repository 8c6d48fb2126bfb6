using CoinPulse.Core.Notifications;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Data.Notifications;

internal static class NotificationStores
{
    public static IServiceCollection AddNotificationStores(this IServiceCollection services) => services
        .AddSingleton<INotices, NoticeStore>()
        .AddSingleton<INoticeBook, NoticeBook>()
        .AddSingleton<IOutboxStore, OutboxStore>()
        .AddSingleton<ITelegramLinks, TelegramLinkStore>();
}
