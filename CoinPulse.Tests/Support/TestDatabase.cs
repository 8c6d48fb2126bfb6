using CoinPulse.Data;
using CoinPulse.Data.Accounts;
using CoinPulse.Data.Providers.PostgreSql;
using CoinPulse.Data.Providers.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Tests.Support;

/// <summary>A migrated database of its own for one test: a copy of a template that is migrated once a run.</summary>
public abstract class TestDatabase : IAsyncDisposable, IDbContextFactory<CoinPulseDbContext>
{
    internal static readonly IServiceProvider ModelServices = IdentityModel.DesignTimeServices();

    private Func<CoinPulseDbContext>? _maker;

    public abstract DatabaseKind Kind { get; }

    /// <summary>As the product would be given it.</summary>
    public abstract string ConnectionString { get; }

    public IDbContextFactory<CoinPulseDbContext> Contexts => this;

    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind) => kind switch
    {
        DatabaseKind.Sqlite => await SqliteTestDatabase.CopyAsync(),
        DatabaseKind.PostgreSql => await PostgreSqlTestDatabase.CopyAsync(),
    };

    /// <summary>A database without a table, for tests of migrations and of the start.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync(DatabaseKind kind) => kind switch
    {
        DatabaseKind.Sqlite => SqliteTestDatabase.Empty(),
        DatabaseKind.PostgreSql => await PostgreSqlTestDatabase.EmptyAsync(),
    };

    public CoinPulseDbContext CreateDbContext() => (_maker ??= Maker(Kind, ConnectionString))();

    public abstract ValueTask DisposeAsync();

    internal static CoinPulseDbContext Open(DatabaseKind kind, string connectionString) => Maker(kind, connectionString)();

    /// <summary>The options are made once: a context is made for every use of a store.</summary>
    private static Func<CoinPulseDbContext> Maker(DatabaseKind kind, string connectionString)
    {
        switch (kind)
        {
            case DatabaseKind.Sqlite:
                var sqlite = Options<SqliteCoinPulseDbContext>(options => SqliteManners.Use(options, connectionString));
                return () => new SqliteCoinPulseDbContext(sqlite);
            default:
                var postgreSql = Options<PostgreSqlCoinPulseDbContext>(options => PostgreSqlManners.Use(options, connectionString));
                return () => new PostgreSqlCoinPulseDbContext(postgreSql);
        }
    }

    private static DbContextOptions<TContext> Options<TContext>(Action<DbContextOptionsBuilder> use)
        where TContext : CoinPulseDbContext
    {
        var options = new DbContextOptionsBuilder<TContext>().UseApplicationServiceProvider(ModelServices).EnableSensitiveDataLogging();
        use(options);
        return options.Options;
    }
}
