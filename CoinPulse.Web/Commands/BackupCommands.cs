using CoinPulse.Core.Operations;
using CoinPulse.Core.Operations.Backups;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Web.Operations;
using CoinPulse.Web.Operations.Admin;
using CoinPulse.Web.Shared;

namespace CoinPulse.Web.Commands;

/// <summary>Backups without a browser: one now, the rehearsal of one, and the restore, which is only here because nobody may be at work meanwhile.</summary>
internal static class BackupCommands
{
    public const string BackupName = "backup";
    public const string VerifyName = "verify-backup";
    public const string RestoreName = "restore";

    public static readonly Command Backup = new(BackupName, BackupAsync, UsesDatabase: false);
    public static readonly Command Verify = new($"{VerifyName} FILE", VerifyAsync, UsesDatabase: false);
    public static readonly Command Restore = new($"{RestoreName} FILE", RestoreAsync, UsesDatabase: false);

    private static async Task<int> BackupAsync(IServiceProvider services, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (arguments.Count > 0) return await Command.RefuseAsync(Figures.Words(OperationsText.CommandUsage, Backup.Usage));
        var backups = services.GetRequiredService<IBackups>();
        var taken = await backups.TakeAsync(BackupCause.ByHand, cancellationToken);
        return await TellAsync(taken, backup => Figures.Words(OperationsText.BackupTaken, Path.Combine(backups.Folder, backup.Name), BackupWords.Size(backup.Bytes)));
    }

    private static async Task<int> VerifyAsync(IServiceProvider services, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        arguments is [var file]
            ? await TellAsync(await services.GetRequiredService<IBackups>().VerifyAsync(file, cancellationToken), BackupWords.Check)
            : await Command.RefuseAsync(Figures.Words(OperationsText.CommandUsage, Verify.Usage));

    private static async Task<int> RestoreAsync(IServiceProvider services, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (arguments is not [var file]) return await Command.RefuseAsync(Figures.Words(OperationsText.CommandUsage, Restore.Usage));
        var restored = await services.GetRequiredService<IBackups>().RestoreAsync(file, cancellationToken);
        if (!restored.Succeeded) return await TellAsync(restored, _ => "");

        // What was traded after the backup is not in it. A person looks first; guards, which only ever sell, do not wait.
        await Command.PrepareDatabaseAsync(services, cancellationToken);
        await services.GetRequiredService<IStopSwitches>().SetPlatformForEveryoneAsync(stopped: true, by: default, Figures.Words(OperationsText.RestoredHold, Path.GetFileName(file)), cancellationToken);
        var entry = services.GetRequiredService<AuditPen>().Entry(null, null, AuditActs.BackupRestored, Path.GetFileName(file), null, new { restored.Value.TakenAt, restored.Value.AllRows }, null);
        await services.GetRequiredService<IAuditTrail>().WriteAsync(entry, cancellationToken);
        return await TellAsync(restored, content => BackupWords.Restored(content));
    }

    private static async Task<int> TellAsync<T>(Result<T> result, Func<T, string> words)
    {
        if (!result.Succeeded) return await Command.RefuseAsync(string.Join(Environment.NewLine, result.Problems.Select(BackupWords.Problem)));
        await Console.Out.WriteLineAsync(words(result.Value));
        return 0;
    }
}
