using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Operations.Start;

/// <summary>
/// EF keeps its migration lock on SQLite in a row, which a killed process leaves behind; the next start would wait for it for ever. Whoever is alone with the
/// database (<see cref="IDatabasePreparation.AloneAsync"/>) knows that nobody holds it. PostgreSQL lets go by itself.
/// </summary>
internal static class AbandonedLock
{
    public static async Task<bool> ClearAsync(DbContext context, CancellationToken cancellationToken)
    {
        if (!context.Database.IsSqlite()) return false;
        var exists = await context.Database
            .SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsLock'").SingleAsync(cancellationToken);
        return exists > 0 && await context.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", cancellationToken) > 0;
    }
}
