using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Operations.Backups;

/// <summary>
/// Copies of the database as it is at one moment, each in one file that says what is in it. Candles are no part of it: they are most of the bytes, and their source
/// gives them again.
/// </summary>
public interface IBackups
{
    /// <summary>Absolute.</summary>
    string Folder { get; }

    /// <summary>Newest first.</summary>
    IReadOnlyList<Backup> List();

    /// <summary>Takes a backup while everybody goes on. It has its name only when it is whole, and drops the oldest of its cause.</summary>
    Task<Result<Backup>> TakeAsync(BackupCause cause, CancellationToken cancellationToken);

    /// <summary>Rehearses the restore of a backup without touching the database in use.</summary>
    /// <param name="file">The name of one in the folder, or the path of one elsewhere.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<Result<BackupCheck>> VerifyAsync(string file, CancellationToken cancellationToken);

    /// <summary>
    /// Puts a backup in the place of the database in use, of which a backup is taken first. Only while no CoinPulse runs on it: whoever calls is alone.
    /// </summary>
    Task<Result<BackupContent>> RestoreAsync(string file, CancellationToken cancellationToken);
}

/// <summary>Codes of refusals; text key <c>Backup_{code}</c>.</summary>
public static class BackupProblems
{
    /// <summary>Argument: the file.</summary>
    public const string NotThere = "NotThere";

    /// <summary>Arguments: the file, what is wrong with it.</summary>
    public const string Damaged = "Damaged";

    /// <summary>Arguments: the kind of database it is of, the kind in use.</summary>
    public const string OtherDatabase = "OtherDatabase";

    /// <summary>Argument: its newest migration.</summary>
    public const string Newer = "Newer";

    /// <summary>Arguments: the program, what it said.</summary>
    public const string ToolFailed = "ToolFailed";

    /// <summary>Argument: what the system said.</summary>
    public const string NotWritten = "NotWritten";

    /// <summary>A CoinPulse runs on the database.</summary>
    public const string InUse = "InUse";
}
