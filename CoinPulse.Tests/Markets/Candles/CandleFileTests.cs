using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Operations;
using CoinPulse.Data;
using CoinPulse.Data.Operations.Start;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Markets.Candles;

/// <summary>A file of candles that cannot be used never keeps the engine, and so the guards, from starting.</summary>
public sealed class CandleFileTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly MarketCode Btc = MarketCode.From("KRW-BTC");

    private readonly TestFolder _folder = new();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    public static TheoryData<string> Accidents => [.. Broken.Keys];

    private static Dictionary<string, Action<string>> Broken { get; } = new(StringComparer.Ordinal)
    {
        ["no database at all"] = path => File.WriteAllBytes(path, [.. Enumerable.Range(0, 9_000).Select(number => (byte)(number * 31))]),
        ["half"] = path =>
        {
            using var file = File.OpenWrite(path);
            file.SetLength(file.Length / 2 / 4_096 * 4_096);
        },
        ["half a page"] = path =>
        {
            using var file = File.OpenWrite(path);
            file.SetLength(700);
        },
        ["wrong columns"] = path => Change(path, "ALTER TABLE CandleBlocks RENAME COLUMN Market TO Ticker"),
        ["tables of somebody else"] = path => Change(path, "DELETE FROM __EFMigrationsHistory"),
    };

    [Theory]
    [MemberData(nameof(Accidents))]
    public async Task A_file_that_cannot_be_used_is_set_aside_and_the_start_goes_on(string accident)
    {
        await StartAsync(async services => await services.GetRequiredService<ICandleStore>().AppendAsync(PriceSource.Upbit, [new CandleBatch(Btc, CandleUnit.Minute1, [Candle])], engine: null, default));
        Broken[accident](_folder.File("candles.db"));
        var length = new FileInfo(_folder.File("candles.db")).Length;

        await StartAsync(async services =>
        {
            services.GetRequiredService<SystemStartup>().IsReady.Should().BeTrue();
            var aside = services.GetRequiredService<CandleFile>().SetAside;
            aside.Should().Be("candles-broken-20260401T030000.db");
            new FileInfo(_folder.File(aside!)).Length.Should().Be(length, "what may still be read by hand is not thrown away");
            (await StoredAsync(services)).Should().BeEmpty();

            await services.GetRequiredService<ICandleStore>().AppendAsync(PriceSource.Upbit, [new CandleBatch(Btc, CandleUnit.Minute1, [Candle])], engine: null, default);
            (await StoredAsync(services)).Should().Equal(Candle);
        });
    }

    [Fact]
    public async Task A_file_that_is_missing_is_made()
    {
        await StartAsync(_ => Task.CompletedTask);
        foreach (var file in Directory.GetFiles(_folder.Path, "candles.db*")) File.Delete(file);

        await StartAsync(async services =>
        {
            services.GetRequiredService<CandleFile>().SetAside.Should().BeNull();
            (await StoredAsync(services)).Should().BeEmpty();
        });
    }

    [Fact]
    public async Task A_file_that_is_whole_stays_where_it_is()
    {
        await StartAsync(async services => await services.GetRequiredService<ICandleStore>().AppendAsync(PriceSource.Upbit, [new CandleBatch(Btc, CandleUnit.Minute1, [Candle])], engine: null, default));

        await StartAsync(async services =>
        {
            services.GetRequiredService<CandleFile>().SetAside.Should().BeNull();
            (await StoredAsync(services)).Should().Equal(Candle);
        });
    }

    private static Candle Candle => new(Noon.AddMinutes(-5), 1_000, 1_010, 990, 1_005, 2, 2_000);

    private static Task<IReadOnlyList<Candle>> StoredAsync(IServiceProvider services) =>
        services.GetRequiredService<ICandleStore>().ReadAsync(PriceSource.Upbit, Btc, CandleUnit.Minute1, Noon.AddHours(-1), Noon, default);

    /// <summary>The database's part of the start, and then what a test does in that process.</summary>
    private async Task StartAsync(Func<IServiceProvider, Task> live)
    {
        var settings = new Dictionary<string, string?> { ["ConnectionStrings:CoinPulse"] = $"Data Source={_folder.File("coins.db")}", ["Storage:Directory"] = _folder.Path };
        await using var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new FakeTimeProvider(Noon))
            .AddCoinPulseData(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
        await services.GetServices<IHostedService>().OfType<DatabaseStart>().Single().StartAsync(default);
        await live(services);
        SqliteConnection.ClearAllPools();
    }

    private static void Change(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
