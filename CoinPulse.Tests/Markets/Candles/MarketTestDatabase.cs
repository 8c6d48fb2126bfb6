using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Backfill;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Frames;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Data;
using CoinPulse.Data.Markets;
using CoinPulse.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Tests.Markets.Candles;

/// <summary>Both stores of the markets on a database of their own, wired as the product wires them.</summary>
public sealed class MarketTestDatabase : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly Func<ValueTask> _drop;

    private MarketTestDatabase(string address, Func<ValueTask> drop)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:CoinPulse"] = address }).Build();
        _services = new ServiceCollection().AddCoinPulseData(configuration).BuildServiceProvider();
        _drop = drop;
    }

    public ICandleStore Candles => _services.GetRequiredService<ICandleStore>();

    public IBackfillStore Backfills => _services.GetRequiredService<IBackfillStore>();

    public IMarketStateStore State => _services.GetRequiredService<IMarketStateStore>();

    public IMarketFrameStore Frames => _services.GetRequiredService<IMarketFrameStore>();

    public IMarketListStore Lists => _services.GetRequiredService<IMarketListStore>();

    internal IJobLease Leases => _services.GetRequiredService<IJobLease>();

    internal CandleDbContext Context() => _services.GetRequiredService<IDbContextFactory<CandleDbContext>>().CreateDbContext();

    public static async Task<MarketTestDatabase> CreateAsync(DatabaseKind kind)
    {
        var database = kind switch
        {
            DatabaseKind.Sqlite => InFolder(),
            DatabaseKind.PostgreSql => await OnServerAsync(),
        };
        await using (var main = database._services.GetRequiredService<IDbContextFactory<CoinPulseDbContext>>().CreateDbContext())
        {
            await main.Database.MigrateAsync();
        }

        await using var candles = database.Context();
        await candles.Database.MigrateAsync();
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _drop();
    }

    /// <remarks>A folder, not a file: the candles lie in a file of their own beside the database's.</remarks>
    private static MarketTestDatabase InFolder()
    {
        var folder = new TestFolder();
        return new MarketTestDatabase($"Data Source={folder.File("coinpulse.db")}", () =>
        {
            SqliteConnection.ClearAllPools();
            folder.Dispose();
            return ValueTask.CompletedTask;
        });
    }

    private static async Task<MarketTestDatabase> OnServerAsync()
    {
        var empty = await TestDatabase.CreateEmptyAsync(DatabaseKind.PostgreSql);
        return new MarketTestDatabase(empty.ConnectionString, empty.DisposeAsync);
    }
}
