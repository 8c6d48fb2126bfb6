using System.Diagnostics;
using CoinPulse.Data;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace CoinPulse.Tests.Trading.Reserve;

/// <summary>The same with real trouble: a disk that is full, a file that another program holds, a server that ends its connections.</summary>
public sealed class RealTroubleTests
{
    [Fact]
    public async Task A_full_disk_does_not_stop_an_exit()
    {
        using var disk = SmallDisk.Mount();
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var small = new FileDatabase(disk.Take(database.ConnectionString));
        using var day = await BadDay.BeginAsync(small, disk.Path, TimeProvider.System);
        disk.Fill();

        await day.StopAsync();

        day.Journal.IsAway.Should().BeTrue("the disk has no room for the journal");
        (await day.SalesAsync()).Should().ContainSingle();
        disk.MakeRoom();
        await day.RestartAsync();
        await day.ShouldBeSoldOnceAsync();
    }

    [Fact]
    public async Task A_locked_database_does_not_stop_an_exit()
    {
        using var folder = new TestFolder();
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var day = await BadDay.BeginAsync(database, folder.Path, TimeProvider.System);
        await using var other = new SqliteConnection(database.ConnectionString);
        await other.OpenAsync();
        var held = other.BeginTransaction();

        await day.StopAsync();

        day.Journal.IsAway.Should().BeTrue("another program holds the file");
        (await day.SalesAsync()).Should().ContainSingle();
        await held.RollbackAsync();
        await day.ReturnAsync();
        await day.ShouldBeSoldOnceAsync();
    }

    [Fact]
    public async Task A_server_that_ends_its_connections_does_not_stop_an_exit()
    {
        using var folder = new TestFolder();
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        using var day = await BadDay.BeginAsync(database, folder.Path, TimeProvider.System);
        await using var server = new NpgsqlConnection(Environment.GetEnvironmentVariable("COINPULSE_TEST_POSTGRES"));
        await server.OpenAsync();
        var name = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database!;
        await AllowAsync(server, name, false);

        await day.StopAsync();

        day.Journal.IsAway.Should().BeTrue("the server lets nobody in");
        (await day.SalesAsync()).Should().ContainSingle();
        await AllowAsync(server, name, true);
        await day.ReturnAsync();
        await day.ShouldBeSoldOnceAsync();
    }

    [Fact]
    public async Task A_backend_that_is_ended_between_two_sentences_loses_nothing()
    {
        using var folder = new TestFolder();
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        using var day = await BadDay.BeginAsync(database, folder.Path, TimeProvider.System);
        await using var server = new NpgsqlConnection(Environment.GetEnvironmentVariable("COINPULSE_TEST_POSTGRES"));
        await server.OpenAsync();
        await EndBackendsAsync(server, new NpgsqlConnectionStringBuilder(database.ConnectionString).Database!);

        await day.StopAsync();
        await day.ReturnAsync();

        await day.ShouldBeSoldOnceAsync();
    }

    private static async Task AllowAsync(NpgsqlConnection server, string name, bool allowed)
    {
        await using var command = server.CreateCommand();
#pragma warning disable CA2100 // the name of a database cannot be a parameter; it is the test's own
        command.CommandText = $"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS {(allowed ? "true" : "false")}";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        if (!allowed) await EndBackendsAsync(server, name);
    }

    private static async Task EndBackendsAsync(NpgsqlConnection server, string name)
    {
        await using var command = server.CreateCommand();
        command.CommandText = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = @name AND pid <> pg_backend_pid()";
        command.Parameters.AddWithValue("name", name);
        await command.ExecuteNonQueryAsync();
    }

    private sealed class FileDatabase(string connectionString) : IDbContextFactory<CoinPulseDbContext>, IDisposable
    {
        public CoinPulseDbContext CreateDbContext() => TestDatabase.Open(DatabaseKind.Sqlite, connectionString);

        public void Dispose()
        {
            using var context = CreateDbContext();
            SqliteConnection.ClearPool((SqliteConnection)context.Database.GetDbConnection());
        }
    }

    /// <summary>A file system of a few megabytes in memory, for whoever may mount one.</summary>
    private sealed class SmallDisk : IDisposable
    {
        private readonly TestFolder _folder = new();

        public string Path => _folder.Path;

        private string Ballast => System.IO.Path.Combine(Path, "ballast");

        public static SmallDisk Mount()
        {
            var disk = new SmallDisk();
            if (Run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.Path)) return disk;
            disk._folder.Dispose();
            throw Missing.Because("a small disk: this user may not mount one");
        }

        public string Take(string connectionString)
        {
            var from = new SqliteConnectionStringBuilder(connectionString).DataSource;
            var to = System.IO.Path.Combine(Path, "coinpulse.db");
            File.Copy(from, to);
            return $"Data Source={to}";
        }

        public void Fill()
        {
            using var ballast = new FileStream(Ballast, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 });
            var block = new byte[4096];
            try
            {
                while (true) ballast.Write(block);
            }
            catch (IOException)
            {
                // That was the last block.
            }
        }

        public void MakeRoom() => File.Delete(Ballast);

        public void Dispose()
        {
            if (!Run("umount", Path)) Run("umount", "-l", Path);
            _folder.Dispose();
        }

        private static bool Run(string program, params string[] arguments)
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
                process.WaitForExit();
                return process.ExitCode == 0;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return false;
            }
        }
    }
}
