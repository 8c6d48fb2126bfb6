using CoinPulse.Core.Operations;
using CoinPulse.Core.Operations.Backups;
using CoinPulse.Data.Providers;
using Microsoft.Data.Sqlite;

namespace CoinPulse.Data.Operations.Backups;

/// <summary>SQLite's online backup: one read transaction over the whole file, so writers go on beside it.</summary>
internal sealed class SqliteCopy(DatabaseAddress address) : IDatabaseCopy
{
    private const string KeyRing = "DataProtectionKeys";

    public string FileName => "coinpulse.db";

    public Task<CopiedDatabase> CopyAsync(string target, CancellationToken cancellationToken) => Task.Run(async () =>
    {
        try
        {
            await using (var source = new SqliteConnection(address.ConnectionString))
            await using (var copy = Alone(target))
            {
                await source.OpenAsync(cancellationToken);
                await copy.OpenAsync(cancellationToken);
                source.BackupDatabase(copy);
            }

            var keys = await TakeOpenKeysOutAsync(target, cancellationToken);
            return await ReadAsync(target, keys, cancellationToken);
        }
        catch (SqliteException fault)
        {
            throw new CopyFailedException(fault.Message, inner: fault);
        }
    }, cancellationToken);

    public async Task<CopiedDatabase?> RehearseAsync(string copy, CancellationToken cancellationToken)
    {
        try
        {
            await using (var connection = Alone(copy))
            {
                await connection.OpenAsync(cancellationToken);
                if (await TextAsync(connection, "PRAGMA integrity_check", cancellationToken) is not "ok" and var wrong) throw new CopyFailedException(wrong);
                if (await TextAsync(connection, "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", cancellationToken) is { Length: > 0 } orphaned)
                    throw new CopyFailedException($"rows of {orphaned} point to rows that are not there");
            }

            return await ReadAsync(copy, BackedUpKeys.Protected, cancellationToken);
        }
        catch (SqliteException fault)
        {
            throw new CopyFailedException(fault.Message, inner: fault);
        }
    }

    public Task<IAsyncDisposable?> AloneAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(address.Location)!);
            return Task.FromResult<IAsyncDisposable?>(new FileStream(RunningFile.Of(address.Location), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return Task.FromResult<IAsyncDisposable?>(null);
        }
    }

    public async Task PlaceAsync(string copy, CancellationToken cancellationToken)
    {
        try
        {
            SqliteConnection.ClearAllPools();
            if (File.Exists(address.Location))
            {
                // What the write-ahead log of the old file holds must not be read into the new one: the log goes before the file does.
                await using var old = Alone(address.Location);
                await old.OpenAsync(cancellationToken);
                await TextAsync(old, "PRAGMA journal_mode = DELETE", cancellationToken);
            }

            // Beside it first, because a move between two disks is a copy that can be cut short.
            var beside = address.Location + ".restoring";
            File.Copy(copy, beside, overwrite: true);
            File.Move(beside, address.Location, overwrite: true);
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new CopyFailedException(fault.Message, inner: fault);
        }
    }

    private static SqliteConnection Alone(string file) => new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);

    private static async Task<BackedUpKeys> TakeOpenKeysOutAsync(string copy, CancellationToken cancellationToken)
    {
        await using var connection = Alone(copy);
        await connection.OpenAsync(cancellationToken);
        await TextAsync(connection, "PRAGMA journal_mode = DELETE", cancellationToken);
        var open = await TextAsync(connection, CopiedRows.OpenKeys, cancellationToken);
        if (open == "0") return BackedUpKeys.Protected;

        // Written anew as a whole: what was deleted does not stay behind in free pages.
        await TextAsync(connection, $"DELETE FROM \"{KeyRing}\"", cancellationToken);
        await TextAsync(connection, "VACUUM", cancellationToken);
        return BackedUpKeys.LeftOut;
    }

    private static async Task<CopiedDatabase> ReadAsync(string copy, BackedUpKeys keys, CancellationToken cancellationToken)
    {
        await using var connection = Alone(copy);
        await connection.OpenAsync(cancellationToken);
        var tables = new List<string>();
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_\\_EF%' ESCAPE '\\' ORDER BY name";
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) tables.Add(reader.GetString(0));
        }

        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in tables) rows[table] = long.Parse(await TextAsync(connection, $"SELECT COUNT(*) FROM \"{table}\"", cancellationToken), System.Globalization.CultureInfo.InvariantCulture);
        return new(await TextAsync(connection, CopiedRows.NewestMigration, cancellationToken), keys, rows);
    }

    private static async Task<string> TextAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }
}
