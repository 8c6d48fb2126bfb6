using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Tests.Support;

internal sealed class SqliteTestDatabase(string path) : TestDatabase
{
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    public override DatabaseKind Kind => DatabaseKind.Sqlite;

    public override string ConnectionString { get; } = $"Data Source={path}";

    public static SqliteTestDatabase Empty() => new(Path.Combine(TestFolder.ForThisRun, $"{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}.db"));

    public static async Task<SqliteTestDatabase> CopyAsync()
    {
        var database = Empty();
        File.Copy(await Template.Value, new SqliteConnectionStringBuilder(database.ConnectionString).DataSource);
        return database;
    }

    public override ValueTask DisposeAsync()
    {
        using (var connection = new SqliteConnection(ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        // The pool's key is the exact connection string, and the product adds its own words to ours.
        using (var context = CreateDbContext())
        {
            SqliteConnection.ClearPool((SqliteConnection)context.Database.GetDbConnection());
        }

        foreach (var file in new[] { path, path + "-wal", path + "-shm" }) File.Delete(file);
        return ValueTask.CompletedTask;
    }

    private static async Task<string> MakeTemplateAsync()
    {
        var made = Empty();
        await using (var context = made.CreateDbContext())
        {
            await context.Database.MigrateAsync();
            await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        // What is copied is one file: the log lies empty beside the original.
        return new SqliteConnectionStringBuilder(made.ConnectionString).DataSource;
    }
}
