using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CoinPulse.Data.Providers.Sqlite;

/// <summary>
/// How we treat SQLite: a write-ahead log so that readers never wait for the writer, and a flush to disk at every commit, because an intent that a
/// power cut loses may have been sent. The log is brought into the file by <see cref="SqliteCheckpoints"/>; a commit does it only when the log has grown to 32 MB all the same.
/// </summary>
internal sealed class SqliteManners : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 8000;";

    private static readonly SqliteManners Instance = new();

    // A pooled connection keeps what it was told: it is told once, not before every transaction.
    private readonly ConditionalWeakTable<object, object> _told = [];

    public static DbContextOptionsBuilder Use(DbContextOptionsBuilder options, string connectionString)
    {
        // A shared cache would bring table locks back, which the write-ahead log removes.
        var address = new SqliteConnectionStringBuilder(connectionString) { Cache = SqliteCacheMode.Private };
        return options.UseSqlite(address.ConnectionString).AddInterceptors(Instance, SqliteWriters.Instance, VersionInterceptor.Instance);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (Knows(connection)) return;
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
        Remember(connection);
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (Knows(connection)) return;
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
        Remember(connection);
    }

    private bool Knows(DbConnection connection) => ((SqliteConnection)connection).Handle is { } handle && _told.TryGetValue(handle, out _);

    private void Remember(DbConnection connection)
    {
        if (((SqliteConnection)connection).Handle is { } handle) _told.AddOrUpdate(handle, handle);
    }
}
