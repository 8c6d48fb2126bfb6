using CoinPulse.Core.Holdings;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Data.Holdings;

internal static class HoldingsStores
{
    public static IServiceCollection AddHoldingsStores(this IServiceCollection services) => services
        .AddSingleton<IOrderRecords, OrderRecords>()
        .AddSingleton<IHistoryMarks, HistoryMarks>()
        .AddSingleton<IDayStore, DayStore>();
}
