using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace CoinPulse.Data.Providers;

/// <summary>For what is read and then written because of what was read.</summary>
internal static class AdvisoryLock
{
    /// <summary>A transaction until whose end nobody else does the same work on the same thing. SQLite has one writer by itself.</summary>
    /// <param name="database">Where.</param>
    /// <param name="work">Names the work, equal in every process.</param>
    /// <param name="on">Names the thing; two that share a number only wait for each other.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<IDbContextTransaction> BeginAloneAsync(this DatabaseFacade database, int work, int on, CancellationToken cancellationToken)
    {
        var transaction = await database.BeginTransactionAsync(cancellationToken);
        if (database.IsNpgsql()) await database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({work}, {on})", cancellationToken);
        return transaction;
    }
}
