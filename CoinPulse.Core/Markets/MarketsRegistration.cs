using CoinPulse.Core.Markets.Backfill;
using CoinPulse.Core.Markets.Cached;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Frames;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Markets.Replay;
using CoinPulse.Core.Markets.Simulated;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CoinPulse.Core.Markets;

/// <summary>The hub, its source, the engine's clock, the writer of candles and the caches of pages. The host brings <see cref="Microsoft.Extensions.Caching.Hybrid.HybridCache"/>; Data brings <see cref="ICandleStore"/>, <see cref="IMarketStateStore"/> and <see cref="IMarketFrameStore"/>.</summary>
public static class MarketsRegistration
{
    public static IServiceCollection AddMarkets(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<MarketOptions>(configuration, MarketOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddEngineLease();
        services.AddSingleton(ReadRecording);
        services.AddSingleton(provider => Options(provider).Source == MarketSourceChoice.Replay
            ? new EngineClock(provider.GetRequiredService<TimeProvider>(), speed: 0, startsAt: provider.GetRequiredService<Recording>().Begins)
            : new EngineClock(provider.GetRequiredService<TimeProvider>(), Options(provider).Speed));
        services.AddSingleton(provider => new MarketHub(ChosenSource(provider), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<MarketHub>>()));
        services.AddSingleton<IMarketHub>(provider => provider.GetRequiredService<MarketHub>());
        services.AddSingleton<BuyAndHold>();
        services.AddSingleton<CandleHistory>();
        services.AddSingleton<ChartCandles>();
        services.AddSingleton<MarketPrices>();
        services.AddSingleton<MarketLists>();
        services.AddSingleton<OlderCandles>();
        services.AddSingleton<PriceSync>();
        services.AddSingleton<CandleFiller>();
        services.AddSingleton<BackfillDesk>();
        services.AddSingleton<IBackfill>(provider => provider.GetRequiredService<BackfillDesk>());
        services.AddSingleton<IJobWork, BackfillNight>();
        services.AddSingleton<IRetained, RetainedMinutes>();
        services.AddSingleton(provider => new MarketRole(
            ChosenSource(provider),
            provider.GetRequiredService<IEngineLease>(),
            provider.GetRequiredService<IEngineSeat>(),
            provider.GetRequiredService<EngineTimeJournal>(),
            provider.GetRequiredService<IMarketFrameStore>(),
            provider.GetRequiredService<SystemStartup>(),
            Options(provider).Speed,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<MarketRole>>()));
        services.AddSingleton<SourceInUse>();
        services.AddSingleton<IMarketSource>(provider => provider.GetRequiredService<SourceInUse>());
        services.AddKeyedSingleton<IMarketSource, SimulatedSource>(PriceSource.Simulated);
        services.AddSingleton(provider => new EngineTimeJournal(
            provider.GetRequiredService<EngineClock>(),
            ChosenSource(provider),
            provider.GetRequiredService<IMarketStateStore>(),
            provider.GetRequiredService<IEngineLease>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EngineTimeJournal>>()));

        // First of those that live on prices: they start in this order.
        services.AddHostedService<SourceChoice>();

        // Stopped in reverse: first the feed, then the writer takes the last closed candles to the store, then the clock's journal; the lease is given back last.
        services.AddHostedService(provider => provider.GetRequiredService<EngineTimeJournal>());
        services.AddHostedService<CandleWriter>();
        services.AddHostedService<MarketFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<BackfillDesk>());
        return services;
    }

    private static Func<PriceSource> ChosenSource(IServiceProvider provider)
    {
        var source = provider.GetRequiredService<SourceInUse>();
        return () => source.Source;
    }

    private static Recording ReadRecording(IServiceProvider provider)
    {
        var options = Options(provider);
        try
        {
            return Recording.Read(options.ReplayPath!, options.ReplayRates is { Length: > 0 } rates ? UsdtRates.Read(rates) : null);
        }
        catch (RecordingException refused)
        {
            throw new StartupRefusedException($"Market__ReplayPath: {refused.Message}", refused);
        }
    }

    private static MarketOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<MarketOptions>>().Value;
}
