using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Data.Exchanges.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Data.Exchanges;

public static class ExchangeStoresRegistration
{
    public static IServiceCollection AddExchangeStores(this IServiceCollection services) => services
        .AddSingleton<IPaperStore, PaperStore>()
        .AddSingleton<IKeyVault, KeyVault>();
}
