using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Core.Trading.Manual;

internal static class ManualRegistration
{
    public static IServiceCollection AddManualOrders(this IServiceCollection services)
    {
        services.AddSingleton<ManualSender>();
        services.AddSingleton<ManualResolver>();
        services.AddSingleton<ManualWatch>();
        services.AddSingleton<IManualDesk, ManualDesk>();
        services.AddHostedService(provider => provider.GetRequiredService<ManualWatch>());
        return services;
    }
}
