using CoinPulse.Core.Operations;
using CoinPulse.Data.Exchanges;
using CoinPulse.Data.Markets;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Operations.Start;
using CoinPulse.Data.Providers;
using CoinPulse.Data.Trading;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CoinPulse.Data;

/// <summary>Chooses the database by its address, prepares it at the start and registers every store.</summary>
public static class DataRegistration
{
    /// <remarks>Call it before whatever works on the database: hosted services start in the order of their registration, and this one migrates.</remarks>
    public static IServiceCollection AddCoinPulseData(this IServiceCollection services, IConfiguration configuration)
    {
        var storage = StorageFolder.For(configuration.ReadChecked<StorageOptions>(StorageOptions.Section), AppContext.BaseDirectory);
        var address = DatabaseAddress.From(configuration, storage);

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SystemStartup>();
        services.AddCheckedOptions<StorageOptions>(configuration, StorageOptions.Section);
        services.AddCheckedOptions<DatabaseOptions>(configuration, DatabaseOptions.Section);
        services.AddSingleton(storage);
        services.AddSingleton(new DatabaseInUse(address, storage));
        services.AddSingleton<IDatabaseState, DatabaseState>();
        services.AddSingleton<IDbContextFactory<CoinPulseDbContext>, CoinPulseContexts>();

        // Scoped for Identity and Data Protection alone; everything else makes its own context for one transaction.
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<CoinPulseDbContext>>().CreateDbContext());
        // Before Data Protection, which reads its keys from the database as soon as it starts.
        services.AddHostedService<DatabaseStart>();
        services.AddDataProtection().SetApplicationName("CoinPulse").PersistKeysToDbContext<CoinPulseDbContext>();

        services.AddOperationsStores();
        services.AddTradingStores();
        services.AddExchangeStores();
        _ = address.Provider switch
        {
            DatabaseProvider.Sqlite => services.AddSqliteCandleStore(address.ConnectionString),
            DatabaseProvider.PostgreSql => services.AddPostgreSqlCandleStore(address.ConnectionString),
        };
        services.AddSingleton<ISeed, CandleMigration>();
        return services;
    }
}
