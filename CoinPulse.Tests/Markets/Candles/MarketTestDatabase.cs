using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Time;
using CoinPulse.Data;
using CoinPulse.Data.Markets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace CoinPulse.Tests.Markets.Candles;

/// <summary>Both stores of the markets on a database of their own, wired as the product wires them.</summary>
public sealed class MarketTestDatabase : IAsyncDisposable
{
    private const string Variable = "COINPULSE_TEST_POSTGRES";

    private readonly ServiceProvider _services;
    private readonly Func<Task> _drop;

    private MarketTestDatabase(string address, Func<Task> drop)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:CoinPulse"] = address }).Build();
        _services = new ServiceCollection().AddCoinPulseData(configuration).BuildServiceProvider();
        _drop = drop;
    }

    public static TheoryData<string> Kinds => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } ? ["SQLite", "PostgreSQL"] : ["SQLite"];

    public ICandleStore Candles => _services.GetRequiredService<ICandleStore>();

    public IMarketStateStore State => _services.GetRequiredService<IMarketStateStore>();

    internal CandleDbContext Context() => _services.GetRequiredService<IDbContextFactory<CandleDbContext>>().CreateDbContext();

    public static async Task<MarketTestDatabase> CreateAsync(string kind)
    {
        var name = $"markets_{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
        var database = kind == "SQLite" ? InFolder(Path.Combine(Path.GetTempPath(), name)) : await OnServerAsync(name);
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

    private static MarketTestDatabase InFolder(string folder)
    {
        Directory.CreateDirectory(folder);
        return new MarketTestDatabase($"Data Source={Path.Combine(folder, "coinpulse.db")}", () =>
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
            return Task.CompletedTask;
        });
    }

    private static async Task<MarketTestDatabase> OnServerAsync(string name)
    {
        var server = Environment.GetEnvironmentVariable(Variable)!;
        await RunAsync(server, $"CREATE DATABASE {name}");
        return new MarketTestDatabase(new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 10 }.ConnectionString, () => RunAsync(server, $"DROP DATABASE {name} WITH (FORCE)"));
    }

    private static async Task RunAsync(string server, string sql)
    {
        await using var connection = NpgsqlDataSource.Create(server);
        await using var command = connection.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
