using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Backfill;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Frames;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Data.Providers.PostgreSql;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Data.Markets;

/// <summary>Registers the candle store and the market state, and migrates the candles' own tables.</summary>
internal static class CandleRegistration
{
    public const string SqliteFile = "candles.db";

    /// <summary>Candles beside the database in use.</summary>
    public static IServiceCollection AddCandleStores(this IServiceCollection services)
    {
        services.AddSingleton<IDbContextFactory<CandleDbContext>, CandleContexts>();
        services.AddSingleton<CandleFile>();
        services.AddSingleton<ISeed, CandleMigration>();
        return services.AddStores();
    }

    /// <summary>Candles in <c>candles.db</c> beside the main file.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="mainAddress">The connection string of the main database, its path already made absolute.</param>
    public static IServiceCollection AddSqliteCandleStore(this IServiceCollection services, string mainAddress)
    {
        var address = SqliteAddressBeside(mainAddress);
        services.AddDbContextFactory<SqliteCandleDbContext>(options => options.UseSqliteCandles(address));
        services.AddSingleton<IDbContextFactory<CandleDbContext>, Factory<SqliteCandleDbContext>>();
        return services.AddStores();
    }

    /// <summary>Candles in the schema <c>candles</c> of the same database.</summary>
    public static IServiceCollection AddPostgreSqlCandleStore(this IServiceCollection services, string mainAddress)
    {
        services.AddDbContextFactory<PostgreSqlCandleDbContext>(options => options.UsePostgreSqlCandles(mainAddress));
        services.AddSingleton<IDbContextFactory<CandleDbContext>, Factory<PostgreSqlCandleDbContext>>();
        return services.AddStores();
    }

    public static string SqliteAddressBeside(string mainAddress)
    {
        var address = new SqliteConnectionStringBuilder(mainAddress) { Cache = SqliteCacheMode.Private };
        address.DataSource = Path.Combine(Path.GetDirectoryName(address.DataSource) ?? "", SqliteFile);
        return address.ConnectionString;
    }

    public static DbContextOptionsBuilder<TContext> UseSqliteCandles<TContext>(this DbContextOptionsBuilder<TContext> options, string address)
        where TContext : CandleDbContext
    {
        ((DbContextOptionsBuilder)options).UseSqliteCandles(address);
        return options;
    }

    public static DbContextOptionsBuilder<TContext> UsePostgreSqlCandles<TContext>(this DbContextOptionsBuilder<TContext> options, string address)
        where TContext : CandleDbContext
    {
        ((DbContextOptionsBuilder)options).UsePostgreSqlCandles(address);
        return options;
    }

    private static void UseSqliteCandles(this DbContextOptionsBuilder options, string address) => options.UseSqlite(address).AddInterceptors(CandleFileManners.Instance);

    private static void UsePostgreSqlCandles(this DbContextOptionsBuilder options, string address) =>
        options.UseNpgsql(PostgreSqlManners.Address(address), npgsql => npgsql.WithoutRetries().MigrationsHistoryTable("__EFMigrationsHistory", PostgreSqlCandleDbContext.Schema));

    private static IServiceCollection AddStores(this IServiceCollection services)
    {
        services.AddSingleton<ICandleStore, CandleStore>();
        services.AddSingleton<IBackfillStore, BackfillStore>();
        services.AddSingleton<IMarketStateStore, MarketStateStore>();
        services.AddSingleton<IMarketFrameStore, MarketFrameStore>();
        services.AddSingleton<IMarketListStore, MarketListStore>();
        return services;
    }

    /// <summary>The factory interface is invariant: this turns a provider's factory into the one that the store asks for.</summary>
    private sealed class Factory<TContext>(IDbContextFactory<TContext> inner) : IDbContextFactory<CandleDbContext>
        where TContext : CandleDbContext
    {
        public CandleDbContext CreateDbContext() => inner.CreateDbContext();
    }
}
