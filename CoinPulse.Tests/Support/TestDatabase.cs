using CoinPulse.Data;
using CoinPulse.Data.Accounts;
using CoinPulse.Data.Providers.PostgreSql;
using CoinPulse.Data.Providers.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CoinPulse.Tests.Support;

/// <summary>A migrated database of its own for one test: a copy of a template that is migrated once a run.</summary>
public abstract class TestDatabase : IAsyncDisposable, IDbContextFactory<CoinPulseDbContext>
{
    internal static readonly IServiceProvider ModelServices = IdentityModel.DesignTimeServices();

    private Func<CoinPulseDbContext>? _maker;
    private Func<CoinPulseDbContext>? _pool;

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

    /// <summary>A context that has been used before and is put back when it is disposed: stories take thousands.</summary>
    public CoinPulseDbContext BorrowDbContext() => (_pool ??= Pool(Kind, ConnectionString))();

    public abstract ValueTask DisposeAsync();

    internal static CoinPulseDbContext Open(DatabaseKind kind, string connectionString) => Maker(kind, connectionString)();

    /// <summary>The options are made once: a context is made for every use of a store.</summary>
    private static Func<CoinPulseDbContext> Maker(DatabaseKind kind, string connectionString)
    {
        switch (kind)
        {
            case DatabaseKind.Sqlite:
                var sqlite = OnSqlite(connectionString);
                return () => new SqliteCoinPulseDbContext(sqlite);
            default:
                var postgreSql = OnPostgreSql(connectionString);
                return () => new PostgreSqlCoinPulseDbContext(postgreSql);
        }
    }

    private static Func<CoinPulseDbContext> Pool(DatabaseKind kind, string connectionString) => kind == DatabaseKind.Sqlite
        ? new PooledDbContextFactory<SqliteCoinPulseDbContext>(OnSqlite(connectionString)).CreateDbContext
        : new PooledDbContextFactory<PostgreSqlCoinPulseDbContext>(OnPostgreSql(connectionString)).CreateDbContext;

    private static DbContextOptions<SqliteCoinPulseDbContext> OnSqlite(string connectionString) =>
        Options<SqliteCoinPulseDbContext>(options => SqliteManners.Use(options, connectionString));

    private static DbContextOptions<PostgreSqlCoinPulseDbContext> OnPostgreSql(string connectionString) =>
        Options<PostgreSqlCoinPulseDbContext>(options => PostgreSqlManners.Use(options, connectionString));

    private static DbContextOptions<TContext> Options<TContext>(Action<DbContextOptionsBuilder> use)
        where TContext : CoinPulseDbContext
    {
        var options = new DbContextOptionsBuilder<TContext>().UseApplicationServiceProvider(ModelServices).EnableSensitiveDataLogging();
        use(options);
        return options.Options;
    }
}
