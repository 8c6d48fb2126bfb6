using CoinPulse.Core.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Data.Providers;

/// <summary>
/// Brings what stands in SQLite's log into its file, a little every few seconds and beside the work. Left to itself SQLite has the commit do it that finds the log long, and that commit may
/// be a stop's. A commit is in the log, on the disk, before it is answered, whoever does this and when.
/// </summary>
internal sealed class SqliteCheckpoints(DatabaseInUse database, IDbContextFactory<CoinPulseDbContext> contexts, SystemStartup startup, TimeProvider wall, ILogger<SqliteCheckpoints> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>Waits for nobody and holds nobody up: what a reader or writer still needs stays in the log until the next time.</summary>
    internal async Task PassAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(PASSIVE)", cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.Ready.WaitAsync(stoppingToken);
        if (database.Address.Provider != DatabaseProvider.Sqlite) return;

        // A file that cannot be written now is told of by whoever has to write it.
        await StandingLoop.RunAsync(Every, wall, PassAsync, fault => logger.LogDebug(fault, "The log could not be brought into the file; it is tried again"), stoppingToken);
    }
}
