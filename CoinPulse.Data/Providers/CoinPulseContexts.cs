using CoinPulse.Data.Providers.PostgreSql;
using CoinPulse.Data.Providers.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Providers;

/// <summary>Makes contexts on the database in use.</summary>
internal sealed class CoinPulseContexts(DatabaseInUse database, IServiceProvider services) : IDbContextFactory<CoinPulseDbContext>
{
    private volatile Prepared? _prepared;

    public CoinPulseDbContext CreateDbContext()
    {
        // Two threads may both prepare it the first time: they prepare the same.
        var address = database.Address;
        if (_prepared is not { } prepared || prepared.Address != address) _prepared = prepared = new Prepared(address, Maker(address));
        return prepared.Make();
    }

    private Func<CoinPulseDbContext> Maker(DatabaseAddress address)
    {
        switch (address.Provider)
        {
            case DatabaseProvider.Sqlite:
                var sqlite = ContextOptions.For<SqliteCoinPulseDbContext>(address, services);
                return () => new SqliteCoinPulseDbContext(sqlite);
            case DatabaseProvider.PostgreSql:
                var postgreSql = ContextOptions.For<PostgreSqlCoinPulseDbContext>(address, services);
                return () => new PostgreSqlCoinPulseDbContext(postgreSql);
            default:
                throw new InvalidOperationException($"No database is called {address.Provider}.");
        }
    }

    private sealed record Prepared(DatabaseAddress Address, Func<CoinPulseDbContext> Make);
}
