using System.Security.Cryptography;
using System.Text;
using CoinPulse.Core.Markets.Cached;
using CoinPulse.Core.Operations;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace CoinPulse.Web.Markets.Caches;

/// <summary>The cache of what pages read: in memory, and with <c>ConnectionStrings:Redis</c> shared by every process on the database.</summary>
internal static class CacheRegistration
{
    public const string Redis = "Redis";

    private const int ConnectMilliseconds = 2_000;
    private const int AnswerMilliseconds = 250;

    public static IServiceCollection AddMarketCaches(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHybridCache().AddSerializer<Core.Markets.Candles.CandleStretch, CandleStretchSerializer>();
        if (configuration.GetConnectionString(Redis) is not { Length: > 0 } address) return services;

        var options = Read(address);
        services.AddSingleton(provider => new SharedLevel(
            () => new RedisCache(Options.Create(new RedisCacheOptions { ConfigurationOptions = options, InstanceName = PrefixOf(provider.GetRequiredService<IDatabaseState>()) })),
            TimeSpan.FromMilliseconds(options.AsyncTimeout),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SharedLevel>>()));
        services.AddHostedService(provider => provider.GetRequiredService<SharedLevel>());
        services.AddSingleton<IDistributedCache>(provider => provider.GetRequiredService<SharedLevel>());
        return services;
    }

    /// <exception cref="StartupRefusedException">It is no address of a Redis.</exception>
    private static ConfigurationOptions Read(string address)
    {
        ConfigurationOptions options;
        try
        {
            // What the address itself says comes last and wins.
            options = ConfigurationOptions.Parse($"connectTimeout={ConnectMilliseconds},asyncTimeout={AnswerMilliseconds},{address}");
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            throw Refused(wrong);
        }

        if (options.EndPoints.Count == 0) throw Refused(null);

        // It may come later, or go: whoever asks then is told no at once.
        (options.AbortOnConnectFail, options.BacklogPolicy) = (false, BacklogPolicy.FailFast);
        (options.IncludeDetailInExceptions, options.IncludePerformanceCountersInExceptions) = (false, false);   // a line in the log, not a page
        return options;
    }

    // The value is not repeated: it may hold a password.
    private static StartupRefusedException Refused(Exception? wrong) =>
        new("ConnectionStrings__Redis cannot be read. It is host:port, with options after commas: localhost:6379,password=…,ssl=true", wrong);

    /// <summary>Two installations may share a Redis; only processes on one database share what is in it.</summary>
    private static string PrefixOf(IDatabaseState database) =>
        $"coinpulse/{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{database.Provider} {database.Location}")))[..12]}/";
}
