using CoinPulse.Data.Providers.PostgreSql;
using CoinPulse.Data.Providers.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Providers;

/// <summary>The options of any context on any of our databases: the provider, our manners with it, and the host's services (Identity's model needs them).</summary>
internal static class ContextOptions
{
    public static DbContextOptions<TContext> For<TContext>(DatabaseAddress address, IServiceProvider services)
        where TContext : DbContext
    {
        var options = new DbContextOptionsBuilder<TContext>().UseApplicationServiceProvider(services);
        _ = address.Provider switch
        {
            DatabaseProvider.Sqlite => SqliteManners.Use(options, address.ConnectionString),
            DatabaseProvider.PostgreSql => PostgreSqlManners.Use(options, address.ConnectionString),
        };
        return options.Options;
    }
}
