using System.Net;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Exchanges.Upbit.Market;
using CoinPulse.Core.Exchanges.Upbit.Private;
using CoinPulse.Core.Exchanges.Upbit.Rest;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Operations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CoinPulse.Core.Exchanges.Upbit;

/// <summary>Upbit's prices, everybody's pockets, and the look at what a key opens.</summary>
public static class UpbitRegistration
{
    private static readonly TimeSpan ConnectionLives = TimeSpan.FromMinutes(5);

    public static IServiceCollection AddUpbit(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<UpbitOptions>(configuration, UpbitOptions.Section);
        services.AddSingleton<UpbitLimiter>();
        services.AddSingleton(provider => new UpbitRest(
            Http(provider.GetRequiredService<IOptions<UpbitOptions>>().Value.RestUrl), provider.GetRequiredService<UpbitLimiter>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<UpbitQuotation>();
        services.AddSingleton<IKeyProbe>(provider => new UpbitKeyProbe(
            PrivateHttp(provider.GetRequiredService<IOptions<UpbitOptions>>().Value.RestUrl),
            provider.GetRequiredService<IOptions<UpbitOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<UpbitExchanges>();
        services.AddSingleton<IAccountExchanges>(provider => provider.GetRequiredService<UpbitExchanges>());
        services.AddSingleton<IPockets>(provider => provider.GetRequiredService<UpbitExchanges>());
        services.AddHostedService(provider => provider.GetRequiredService<UpbitExchanges>());
        services.AddKeyedSingleton<IMarketSource, UpbitSource>(PriceSource.Upbit);
        return services;
    }

    // One for the process: it lives as long as prices are wanted. Patience is kept by whoever asks.
    internal static HttpClient Http(Uri address)
    {
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = ConnectionLives, AutomaticDecompression = DecompressionMethods.GZip };
        return new HttpClient(handler) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
    }

    // Upbit compresses only prices. An order that is sent on to another address would be sent twice.
    internal static HttpClient PrivateHttp(Uri address)
    {
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = ConnectionLives, AllowAutoRedirect = false, UseCookies = false };
        return new HttpClient(handler) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
    }
}
