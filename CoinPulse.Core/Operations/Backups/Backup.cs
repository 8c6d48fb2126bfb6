namespace CoinPulse.Core.Operations.Backups;

public enum BackupCause
{
    /// <summary>The timetable's, each night.</summary>
    Nightly,
    ByHand,

    /// <summary>Before a new version changed the tables.</summary>
    Migration,

    /// <summary>What was there before a restore took its place.</summary>
    Restore,
}

/// <summary>One backup in the folder of backups, as its name tells it.</summary>
/// <param name="Name">The file's name, without its folder.</param>
/// <param name="TakenAt">To the second.</param>
public sealed record Backup(string Name, BackupCause Cause, DateTimeOffset TakenAt, long Bytes);

public enum BackedUpKeys
{
    /// <summary>The key ring is encrypted, so it travels; who restores needs the passphrase or certificate too.</summary>
    Protected,

    /// <summary>The key ring lies open in the database and was left out: after a restore everybody signs in again.</summary>
    LeftOut,
}

/// <summary>What a backup says of itself, in <c>content.json</c> inside it.</summary>
/// <param name="Form">The form of the file; 1.</param>
/// <param name="Provider">The kind of database it comes from and goes back to: <c>Sqlite</c> or <c>PostgreSql</c>.</param>
/// <param name="Migration">The newest migration of its tables.</param>
/// <param name="Sha256">Of the copy of the database, in hexadecimal.</param>
/// <param name="Rows">Rows by table, counted in the same moment that was copied.</param>
public sealed record BackupContent(int Form, string Provider, string Migration, BackupCause Cause, DateTimeOffset TakenAt, BackedUpKeys Keys, string Sha256, IReadOnlyDictionary<string, long> Rows)
{
    public const int CurrentForm = 1;

    public long AllRows => Rows.Values.Sum();
}

/// <summary>The outcome of a rehearsal: the backup was unpacked, restored beside the database in use, and counted.</summary>
/// <param name="Rehearsed">False when the database's owner may not make a second one, so that the copy was read but not restored.</param>
public sealed record BackupCheck(BackupContent Content, bool Rehearsed);
