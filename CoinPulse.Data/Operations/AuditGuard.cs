using CoinPulse.Core.Operations;
using CoinPulse.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Operations;

/// <summary>Puts up the triggers that make the audit table append-only for everybody who can reach the database, not only for our own code.</summary>
internal sealed class AuditGuard(IDbContextFactory<CoinPulseDbContext> contexts, DatabaseInUse database) : ISeed
{
    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        string[] statements = database.Address.Provider == DatabaseProvider.Sqlite
            ? [AuditTriggers.SqliteNoUpdate, AuditTriggers.SqliteNoDelete]
            : [AuditTriggers.PostgreSqlFunction, AuditTriggers.PostgreSqlTrigger];
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var statement in statements) await context.Database.ExecuteSqlRawAsync(statement, cancellationToken);
    }
}
