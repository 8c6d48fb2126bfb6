using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CoinPulse.Data.Accounts;

/// <summary>Tells "somebody was first" from every other trouble of the database.</summary>
internal static class UniqueKey
{
    private const int SqlitePrimaryKey = 1555;   // SQLITE_CONSTRAINT_PRIMARYKEY
    private const int SqliteUnique = 2067;       // SQLITE_CONSTRAINT_UNIQUE

    public static bool IsTaken(DbUpdateException exception) => exception.InnerException switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqlitePrimaryKey or SqliteUnique,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        _ => false,
    };
}
