using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Operations.Backups;

/// <summary>Each night, and whenever an admin asks: a backup, and the rehearsal of its restore.</summary>
internal sealed class BackupWork(IBackups backups) : IJobWork
{
    public string Name => JobNames.Backup;

    /// <exception cref="BackupFailedException">It could not be taken, or not be restored; the run is recorded as failed with why.</exception>
    public async Task<JobReport> RunAsync(DateTimeOffset engineNow, CancellationToken cancellationToken)
    {
        var backup = Must(await backups.TakeAsync(BackupCause.Nightly, cancellationToken));
        var check = Must(await backups.VerifyAsync(backup.Name, cancellationToken));
        return JobReport.Of(("kilobytes", backup.Bytes / 1024), ("rows", check.Content.AllRows), ("rehearsed", check.Rehearsed ? 1 : 0));
    }

    private static T Must<T>(Result<T> result) => result.Succeeded ? result.Value : throw new BackupFailedException(string.Join("; ", result.Problems));
}

/// <summary>There is no backup of this night.</summary>
public sealed class BackupFailedException(string message) : Exception(message);
