using System.IO.Compression;
using CoinPulse.Core.Operations;
using CoinPulse.Data;
using CoinPulse.Data.Operations.Start;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Operations;

public sealed class DatabaseStartTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _wall = new(new DateTimeOffset(2026, 4, 1, 3, 0, 0, TimeSpan.Zero));

    [Theory, EveryDatabase]
    public async Task An_empty_database_is_migrated_and_seeded_before_the_gate_opens(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(kind);
        var seed = new CountingSeed();
        await using var services = Services(database.ConnectionString, seed: seed);

        await StartAsync(services);

        services.GetRequiredService<SystemStartup>().IsReady.Should().BeTrue();
        seed.Seeded.Should().Be(1);
        await using var context = database.CreateDbContext();
        (await context.Database.GetPendingMigrationsAsync()).Should().BeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task Processes_that_start_at_once_prepare_the_database_one_after_another(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(kind);
        var seed = new CountingSeed();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var services = Services(database.ConnectionString, seed: seed, wall: TimeProvider.System);
            await StartAsync(services);
        }));

        seed.MostAtOnce.Should().Be(1);
        seed.Seeded.Should().Be(4);
    }

    [Fact]
    public async Task A_sqlite_file_is_kept_before_it_is_migrated_and_the_newest_five_stay()
    {
        var connectionString = $"Data Source={_folder.File("coins.db")}";
        for (var start = 0; start < 7; start++)
        {
            await using var services = Services(connectionString);
            await StartAsync(services);
            await RevertMigrationsAsync(services, $"after_{start}");
            _wall.Advance(TimeSpan.FromMinutes(1));
        }

        var kept = Directory.GetFiles(_folder.File("backups"), "*-migration.zip").Order(StringComparer.Ordinal).ToList();
        kept.Should().HaveCount(5);
        (await TablesAsync(kept[0])).Should().Contain("after_1").And.NotContain("after_2", "the first kept is from before the third start");
        (await TablesAsync(kept[^1])).Should().Contain("after_5");
    }

    [Fact]
    public async Task The_lock_of_a_process_that_was_killed_while_migrating_does_not_stop_the_next_start()
    {
        var connectionString = $"Data Source={_folder.File("coins.db")}";
        await using (var killed = new SqliteConnection(connectionString + ";Pooling=False"))
        {
            await killed.OpenAsync();
            await using var command = killed.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-04-01 03:00:00+00:00');
                """;
            await command.ExecuteNonQueryAsync();
        }

        await using var services = Services(connectionString);
        await StartAsync(services).WaitAsync(TimeSpan.FromSeconds(20));

        services.GetRequiredService<SystemStartup>().IsReady.Should().BeTrue();
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_in_words()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using (var context = database.CreateDbContext())
        {
            await context.Database.ExecuteSqlAsync($"INSERT INTO __EFMigrationsHistory VALUES ('99990101000000_Future', '99.0')");
        }

        await using var services = Services(database.ConnectionString);
        var start = () => StartAsync(services);

        (await start.Should().ThrowAsync<StartupRefusedException>()).Which.Message.Should().Contain("newer").And.Contain("Future");
    }

    [Fact]
    public async Task A_postgresql_that_does_not_answer_stops_the_start_and_never_becomes_sqlite()
    {
        await using var services = Services("Host=127.0.0.1;Port=1;Database=coins;Username=u;Password=hunter2", ("Database:WaitSeconds", "0"));
        var start = () => StartAsync(services);

        (await start.Should().ThrowAsync<StartupRefusedException>()).Which.Message.Should().Contain("127.0.0.1:1/coins").And.NotContain("hunter2");
        services.GetRequiredService<SystemStartup>().IsReady.Should().BeFalse();
        Directory.GetFiles(_folder.Path, "*.db").Should().BeEmpty();
    }

    [Fact]
    public async Task When_asked_to_it_starts_on_a_file_of_its_own_and_says_so()
    {
        await using var services = Services(
            "Host=127.0.0.1;Port=1;Database=coins", ("Database:WaitSeconds", "0"), ("Database:FallbackToSqlite", "true"));

        await StartAsync(services);

        services.GetRequiredService<IDatabaseState>().Should().Match<IDatabaseState>(state => state.FellBack && state.Provider == "SQLite");
        File.Exists(_folder.File("coinpulse-fallback.db")).Should().BeTrue();
    }

    public void Dispose() => _folder.Dispose();

    private static Task StartAsync(IServiceProvider services) =>
        services.GetServices<IHostedService>().OfType<DatabaseStart>().Single().StartAsync(default);

    private ServiceProvider Services(string connectionString, params (string Key, string Value)[] settings) => Services(connectionString, null, null, settings);

    private ServiceProvider Services(string connectionString, ISeed? seed, TimeProvider? wall = null, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            KeyValuePair.Create("ConnectionStrings:CoinPulse", (string?)connectionString),
            KeyValuePair.Create("Storage:Directory", (string?)_folder.Path),
            .. settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)),
        ]).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton(wall ?? _wall);
        if (seed is not null) services.AddSingleton(seed);
        return services.AddCoinPulseData(configuration).BuildServiceProvider();
    }

    private static async Task RevertMigrationsAsync(IServiceProvider services, string mark)
    {
        await using var context = services.GetRequiredService<IDbContextFactory<CoinPulseDbContext>>().CreateDbContext();
        await context.Database.MigrateAsync(context.Database.GetMigrations().First());
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"CREATE TABLE {mark} (Id INTEGER)";
        await context.Database.OpenConnectionAsync();
        await command.ExecuteNonQueryAsync();
    }

    private async Task<List<string>> TablesAsync(string backup)
    {
        var file = _folder.File("unpacked.db");
        await using (var zip = await ZipFile.OpenReadAsync(backup)) await zip.GetEntry("coinpulse.db")!.ExtractToFileAsync(file, overwrite: true);
        await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table'";
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync()) names.Add(reader.GetString(0));
        return names;
    }

    private sealed class CountingSeed : ISeed
    {
        private int _now;

        public int Seeded { get; private set; }

        public int MostAtOnce { get; private set; }

        public async Task SeedAsync(CancellationToken cancellationToken)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _now));
            await Task.Yield();
            Seeded++;
            Interlocked.Decrement(ref _now);
        }
    }
}
