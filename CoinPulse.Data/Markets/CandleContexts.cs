using CoinPulse.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Markets;

/// <summary>Candles lie beside the database in use, also when a file stands in for a PostgreSQL that is away.</summary>
internal sealed class CandleContexts(DatabaseInUse database, IServiceProvider services) : IDbContextFactory<CandleDbContext>
{
    private volatile Prepared? _prepared;

    public CandleDbContext CreateDbContext()
    {
        var address = database.Address;
        if (_prepared is not { } prepared || prepared.Address != address) _prepared = prepared = new Prepared(address, Maker(address));
        return prepared.Make();
    }

    private Func<CandleDbContext> Maker(DatabaseAddress address)
    {
        switch (address.Provider)
        {
            case DatabaseProvider.Sqlite:
                var sqlite = new DbContextOptionsBuilder<SqliteCandleDbContext>().UseApplicationServiceProvider(services)
                    .UseSqliteCandles(CandleRegistration.SqliteAddressBeside(address.ConnectionString)).Options;
                return () => new SqliteCandleDbContext(sqlite);
            case DatabaseProvider.PostgreSql:
                var postgreSql = new DbContextOptionsBuilder<PostgreSqlCandleDbContext>().UseApplicationServiceProvider(services)
                    .UsePostgreSqlCandles(address.ConnectionString).Options;
                return () => new PostgreSqlCandleDbContext(postgreSql);
            default:
                throw new InvalidOperationException($"No database is called {address.Provider}.");
        }
    }

    private sealed record Prepared(DatabaseAddress Address, Func<CandleDbContext> Make);
}
