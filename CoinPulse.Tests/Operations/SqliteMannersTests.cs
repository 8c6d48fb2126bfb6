using CoinPulse.Core.Operations;
using CoinPulse.Data.Providers;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace CoinPulse.Tests.Operations;

public sealed class SqliteMannersTests
{
    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]   // FULL
    [InlineData("foreign_keys", "1")]
    [InlineData("busy_timeout", "5000")]
    [InlineData("wal_autocheckpoint", "8000")]
    public async Task Every_connection_keeps_our_manners(string pragma, string value)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var context = database.CreateDbContext();
        await context.Database.OpenConnectionAsync();
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";

        Convert.ToString(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture).Should().Be(value);
    }

    [Fact]
    public async Task What_was_committed_is_brought_from_the_log_into_the_file_beside_the_work()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var folder = new TestFolder();
        var storage = StorageFolder.For(new StorageOptions { Directory = folder.Path }, AppContext.BaseDirectory);
        var inUse = new DatabaseInUse(new DatabaseAddress(DatabaseProvider.Sqlite, database.ConnectionString, "here"), storage);
        using var checkpoints = new SqliteCheckpoints(inUse, database, new SystemStartup(), TimeProvider.System, NullLogger<SqliteCheckpoints>.Instance);
        await using var context = database.CreateDbContext();
        await context.Database.ExecuteSqlAsync($"CREATE TABLE Much AS SELECT hex(randomblob(6000000)) AS Text");   // a log three times as long as SQLite lets it grow by itself
        var file = new FileInfo(((SqliteConnection)context.Database.GetDbConnection()).DataSource);
        file.Length.Should().BeLessThan(10_000_000, "no commit does it");

        await checkpoints.PassAsync(default);

        file.Refresh();
        file.Length.Should().BeGreaterThan(10_000_000);
    }

    [Fact]
    public async Task A_full_disk_is_known_as_one()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var context = database.CreateDbContext();
        await context.Database.OpenConnectionAsync();
        await context.Database.ExecuteSqlAsync($"PRAGMA max_page_count = 1");   // SQLite's own quota ends as a full disk does
        var write = () => context.Database.ExecuteSqlAsync($"CREATE TABLE Much AS SELECT hex(randomblob(1000000)) AS Text");

        var fault = (await write.Should().ThrowAsync<SqliteException>()).Which;

        StorageFaults.TroubleIn(fault).Should().Be(StorageTrouble.Full);
        StorageFaults.TroubleIn(new DbUpdateException("wrapped", fault)).Should().Be(StorageTrouble.Full);
    }

    [Fact]
    public void A_full_disk_of_postgresql_is_known_as_one() =>
        StorageFaults.TroubleIn(new PostgresException("no space left on device", "ERROR", "ERROR", PostgresErrorCodes.DiskFull)).Should().Be(StorageTrouble.Full);

    [Fact]
    public async Task A_database_that_another_program_holds_is_told_as_locked_and_found_again_when_it_lets_go()
    {
        using var folder = new TestFolder();
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var storage = StorageFolder.For(new StorageOptions { Directory = folder.Path }, AppContext.BaseDirectory);
        var address = new DatabaseAddress(DatabaseProvider.Sqlite, database.ConnectionString, "here");
        var state = new DatabaseState(new DatabaseInUse(address, storage), database, TimeProvider.System);
        await using var other = new SqliteConnection(database.ConnectionString);
        await other.OpenAsync();

        await using (var held = other.BeginTransaction())
        {
            (await state.ProbeAsync(default)).Should().Be(StorageTrouble.Locked);
        }

        (await state.ProbeAsync(default)).Should().Be(StorageTrouble.None);
    }
}
