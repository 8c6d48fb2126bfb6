using CoinPulse.Core.Operations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Core.Exchanges.Keys;

/// <summary>The keys of exchanges: taken in, looked at each day, removed.</summary>
public static class KeysRegistration
{
    public static IServiceCollection AddExchangeKeys(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<ServerOptions>(configuration, ServerOptions.Section);
        services.AddSingleton<KeyDesk>();
        services.AddSingleton<IJobWork, KeyCheckWork>();
        return services;
    }
}
