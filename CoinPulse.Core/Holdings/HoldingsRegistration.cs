using CoinPulse.Core.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Core.Holdings;

/// <summary>What accounts hold and held, and everything that was ordered: for people who look.</summary>
public static class HoldingsRegistration
{
    public static IServiceCollection AddHoldings(this IServiceCollection services)
    {
        services.AddSingleton<HistoryNews>();
        services.AddSingleton<HistorySync>();
        services.AddSingleton<IJobWork, HistorySyncWork>();
        services.AddSingleton<PastPrices>();
        services.AddSingleton<IHoldingsReader, HoldingsReader>();
        services.AddSingleton<IBalanceHistory, BalanceHistoryReader>();
        services.AddHostedService<OrderRecorder>();
        return services;
    }
}
