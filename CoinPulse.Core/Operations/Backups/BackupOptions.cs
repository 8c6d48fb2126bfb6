using System.ComponentModel.DataAnnotations;

namespace CoinPulse.Core.Operations.Backups;

/// <summary>Where backups lie and how many are kept. Section <c>Backups</c>.</summary>
public sealed class BackupOptions
{
    public const string Section = "Backups";

    /// <summary>Relative to the storage folder. Another disk is better: a backup beside its database dies with it.</summary>
    [Required]
    public string Directory { get; set; } = "backups";

    /// <summary>How many nightly ones are kept.</summary>
    [Range(1, 3_650)]
    public int Nightly { get; set; } = 30;

    /// <summary>How many of each other cause are kept.</summary>
    [Range(1, 1_000)]
    public int Others { get; set; } = 5;

    /// <summary>The folder of <c>pg_dump</c>, <c>pg_restore</c> and <c>psql</c>, of the server's version or newer; empty looks on the path. SQLite needs none.</summary>
    public string PostgreSqlTools { get; set; } = "";
}
