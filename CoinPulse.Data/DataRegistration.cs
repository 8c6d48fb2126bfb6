using CoinPulse.Core.Operations;
using CoinPulse.Core.Operations.Backups;
using CoinPulse.Data.Accounts;
using CoinPulse.Data.Exchanges;
using CoinPulse.Data.Holdings;
using CoinPulse.Data.Imports;
using CoinPulse.Data.Markets;
using CoinPulse.Data.Markets.Surge;
using CoinPulse.Data.Notifications;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Operations.Ring;
using CoinPulse.Data.Operations.Start;
using CoinPulse.Data.Providers;
using CoinPulse.Data.Trading;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace CoinPulse.Data;

/// <summary>Chooses the database by its address, prepares it at the start and registers every store.</summary>
public static class DataRegistration
{
    public static IServiceCollection AddCoinPulseData(this IServiceCollection services, IConfiguration configuration)
    {
        var storage = StorageFolder.For(configuration.ReadChecked<StorageOptions>(StorageOptions.Section), AppContext.BaseDirectory);
        var address = DatabaseAddress.From(configuration, storage);

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SystemStartup>();
        services.AddCheckedOptions<StorageOptions>(configuration, StorageOptions.Section);
        services.AddCheckedOptions<DatabaseOptions>(configuration, DatabaseOptions.Section);
        services.AddCheckedOptions<BackupOptions>(configuration, BackupOptions.Section);
        services.AddSingleton(storage);
        services.AddSingleton(new DatabaseInUse(address, storage));
        services.AddSingleton<IDatabaseState, DatabaseState>();
        services.AddSingleton<IDbContextFactory<CoinPulseDbContext>, CoinPulseContexts>();

        // Scoped for Identity and Data Protection alone; everything else makes its own context for one transaction.
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<CoinPulseDbContext>>().CreateDbContext());
        services.AddKeyRing(configuration);

        // Identity's model reads its shape from the services: said here, no order of registrations can lose a table.
        services.Configure<IdentityOptions>(IdentityModel.Configure);

        // First of all hosted services, whoever registered before: they start in this order, and Data Protection reads its keys at its start.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, DatabaseStart>());
        services.Insert(1, ServiceDescriptor.Singleton<IHostedService, KeyRingStart>());
        services.AddSingleton<SqliteCheckpoints>();
        services.AddHostedService(provider => provider.GetRequiredService<SqliteCheckpoints>());
        services.AddOperationsStores();
        services.AddTradingStores();
        services.AddExchangeStores();
        services.AddHoldingsStores();
        services.AddCandleStores();
        services.AddSurgeStores();
        services.AddImportStores();
        services.AddNotificationStores();
        return services;
    }
}
