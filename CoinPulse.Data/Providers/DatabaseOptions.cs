using System.ComponentModel.DataAnnotations;

namespace CoinPulse.Data.Providers;

/// <summary>How a start treats its database. Which one it is stands in <c>ConnectionStrings:CoinPulse</c> or <c>DATABASE_URL</c>.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>How long a start waits for a PostgreSQL that does not answer yet.</summary>
    [Range(0, 3600)]
    public int WaitSeconds { get; set; } = 60;

    /// <summary>After that wait, start on SQLite with trading held and a banner on every page, instead of not at all.</summary>
    public bool FallbackToSqlite { get; set; }
}
