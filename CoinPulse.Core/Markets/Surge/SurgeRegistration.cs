using CoinPulse.Core.Markets.Surge.Record;
using CoinPulse.Core.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Core.Markets.Surge;

/// <summary>The surge monitor: scan, record, settlement.</summary>
public static class SurgeRegistration
{
    public static IServiceCollection AddSurge(this IServiceCollection services)
    {
        services.AddSingleton<SurgeScan>();
        services.AddSingleton<SurgeMonitor>();
        services.AddSingleton<SurgeRecorder>();
        services.AddSingleton<SurgeSettlement>();
        services.AddSingleton<SurgeScoreboard>();
        services.AddSingleton<IJobWork, SurgeScanWork>();
        services.AddSingleton<IJobWork, SurgeSettlementWork>();
        return services;
    }
}
