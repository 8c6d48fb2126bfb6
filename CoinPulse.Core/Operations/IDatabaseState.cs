namespace CoinPulse.Core.Operations;

/// <summary>Which database this process works on, as people are told.</summary>
public interface IDatabaseState
{
    /// <summary><c>SQLite</c> or <c>PostgreSQL</c>.</summary>
    string Provider { get; }

    /// <summary>The file, or host and database; never a password.</summary>
    string Location { get; }

    /// <summary>PostgreSQL was not reachable at the start and <c>Database:FallbackToSqlite</c> allowed to go on without it. Trading is held and every page says so.</summary>
    bool FellBack { get; }

    /// <summary>Writes one row and says what became of it.</summary>
    Task<StorageTrouble> ProbeAsync(CancellationToken cancellationToken);
}

/// <summary>What is wrong with the place that rows are written to.</summary>
public enum StorageTrouble
{
    None,

    /// <summary>The disk, or the quota, is full.</summary>
    Full,

    /// <summary>Another program holds the database.</summary>
    Locked,
    ReadOnly,
    Unreachable,
    Damaged,
    Unknown,
}
