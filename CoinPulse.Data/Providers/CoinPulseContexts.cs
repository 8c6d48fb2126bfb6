using CoinPulse.Data.Providers.PostgreSql;
using CoinPulse.Data.Providers.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CoinPulse.Data.Providers;

/// <summary>Lends contexts on the database in use. They are pooled: making one costs as much as the shortest transaction, and an exit waits for it.</summary>
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
                return new PooledDbContextFactory<SqliteCoinPulseDbContext>(ContextOptions.For<SqliteCoinPulseDbContext>(address, services)).CreateDbContext;
            case DatabaseProvider.PostgreSql:
                return new PooledDbContextFactory<PostgreSqlCoinPulseDbContext>(ContextOptions.For<PostgreSqlCoinPulseDbContext>(address, services)).CreateDbContext;
            default:
                throw new InvalidOperationException($"No database is called {address.Provider}.");
        }
    }

    private sealed record Prepared(DatabaseAddress Address, Func<CoinPulseDbContext> Make);
}
