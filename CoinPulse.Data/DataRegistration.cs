using CoinPulse.Data.Markets;
using CoinPulse.Data.Providers.PostgreSql;
using CoinPulse.Data.Providers.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Data;

/// <summary>Chooses the database by its connection string and registers every store.</summary>
public static class DataRegistration
{
    public static IServiceCollection AddCoinPulseData(this IServiceCollection services, IConfiguration configuration)
    {
        var address = configuration.GetConnectionString("CoinPulse") ?? "Data Source=coinpulse.db";
        if (address.Contains("Host=", StringComparison.OrdinalIgnoreCase))
        {
            services.AddDbContextFactory<PostgreSqlCoinPulseDbContext>(options => options.UseNpgsql(address));
            services.AddSingleton<IDbContextFactory<CoinPulseDbContext>, Factory<PostgreSqlCoinPulseDbContext>>();
            services.AddPostgreSqlCandleStore(address);
        }
        else
        {
            services.AddDbContextFactory<SqliteCoinPulseDbContext>(options => options.UseSqlite(address));
            services.AddSingleton<IDbContextFactory<CoinPulseDbContext>, Factory<SqliteCoinPulseDbContext>>();
            services.AddSqliteCandleStore(address);
        }

        // Scoped for Identity and Data Protection alone; everything else makes its own context for one transaction.
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<CoinPulseDbContext>>().CreateDbContext());
        return services;
    }

    /// <summary>The factory interface is invariant: this turns a provider's factory into the one that stores ask for.</summary>
    private sealed class Factory<TContext>(IDbContextFactory<TContext> inner) : IDbContextFactory<CoinPulseDbContext>
        where TContext : CoinPulseDbContext
    {
        public CoinPulseDbContext CreateDbContext() => inner.CreateDbContext();
    }
}
