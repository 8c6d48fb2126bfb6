using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Backfill;
using CoinPulse.Core.Markets.Cached;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CoinPulse.Tests.Support;

/// <summary>What charts and lists of prices read, on candles in memory and a source that has no past to be asked for.</summary>
internal static class Charts
{
    public static IServiceCollection AddCharts(this IServiceCollection services, IMarketHub hub, ICandleStore candles, EngineClock clock)
    {
        services.TryAddSingleton(hub);
        services.TryAddSingleton(clock);
        services.AddSingleton(candles);
        services.AddSingleton<IBackfill, NothingToFill>();
        services.AddSingleton<CandleHistory>();
        services.AddSingleton<ChartCandles>();
        services.AddSingleton<OlderCandles>();
        services.AddSingleton<MarketPrices>();
        services.AddHybridCache();
        return services;
    }

    private sealed class NothingToFill : IBackfill
    {
        public BackfillStatus Ask(MarketCode market, CandleUnit unit, DateTimeOffset from) => new(BackfillState.NothingToFill, from, 0, 0);

        public BackfillStatus? StatusOf(MarketCode market, CandleUnit unit) => null;
    }
}
