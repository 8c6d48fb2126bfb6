using CoinPulse.Core.Markets.Surge.Record;
using CoinPulse.Core.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Data.Markets.Surge;

internal static class SurgeStores
{
    public static IServiceCollection AddSurgeStores(this IServiceCollection services) => services
        .AddSingleton<ISurgeRecord, SurgeRecordStore>()
        .AddSingleton<ISeed, SurgeTriggers>();
}
