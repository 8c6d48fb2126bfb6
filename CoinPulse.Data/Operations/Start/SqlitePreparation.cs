using System.Globalization;
using CoinPulse.Core.Operations;
using CoinPulse.Data.Providers;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Data.Operations.Start;

internal sealed class SqlitePreparation(DatabaseAddress address, StorageFolder storage, TimeProvider wall, ILogger log) : IDatabasePreparation
{
    private const int SnapshotsKept = 5;

    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(200);

    public Task<string?> WhyAwayAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(address.Location)!);
        return Task.FromResult<string?>(null);
    }

    /// <remarks>The operating system holds this lock for us and lets go when the process dies, however it dies.</remarks>
    public async Task<IAsyncDisposable> AloneAsync(CancellationToken cancellationToken)
    {
        for (var told = false; ; told = true)
        {
            try
            {
                return new FileStream(address.Location + ".start", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Directory.Exists(Path.GetDirectoryName(address.Location)))
            {
                if (!told) log.LogInformation("Another process is preparing {Database}; waiting for it", address.Location);
                await Task.Delay(LockPoll, wall, cancellationToken);
            }
        }
    }

    public async Task KeepAsync(string lastMigration, CancellationToken cancellationToken)
    {
        if (!await HoldsTablesAsync(cancellationToken)) return;
        var folder = Directory.CreateDirectory(storage.FileAt("snapshots"));
        var name = Path.GetFileNameWithoutExtension(address.Location);
        var stamp = wall.GetUtcNow().ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
        var file = Path.Combine(folder.FullName, $"{name}-{stamp}-{lastMigration}.db");

        await using (var source = new SqliteConnection(address.ConnectionString))
        await using (var target = new SqliteConnection($"Data Source={file}.part;Pooling=False"))
        {
            await source.OpenAsync(cancellationToken);
            await target.OpenAsync(cancellationToken);
            source.BackupDatabase(target);
        }

        File.Move(file + ".part", file);   // under its own name only when it is whole
        log.LogInformation("Kept the database as it was before the migrations in {Snapshot}", file);

        foreach (var old in folder.GetFiles($"{name}-*.db").OrderByDescending(kept => kept.Name, StringComparer.Ordinal).Skip(SnapshotsKept)) old.Delete();
    }

    private async Task<bool> HoldsTablesAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(address.Location)) return false;
        await using var connection = new SqliteConnection(address.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 4) <> '__EF')";
        return (long)(await command.ExecuteScalarAsync(cancellationToken))! == 1;
    }
}
