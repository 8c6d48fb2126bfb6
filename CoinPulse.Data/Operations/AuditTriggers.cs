using CoinPulse.Core.Operations;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Operations;

/// <summary>
/// The database itself refuses to change or delete an audit row, whoever asks. Put there at every start rather than by a migration: EF knows no triggers,
/// and migrations are not edited by hand.
/// </summary>
internal sealed class AuditTriggers(IDbContextFactory<CoinPulseDbContext> contexts) : ISeed
{
    private const string Sqlite = """
        CREATE TRIGGER IF NOT EXISTS "Audit_no_update" BEFORE UPDATE ON "Audit" BEGIN SELECT RAISE(ABORT, 'audit entries never change'); END;
        CREATE TRIGGER IF NOT EXISTS "Audit_no_delete" BEFORE DELETE ON "Audit" BEGIN SELECT RAISE(ABORT, 'audit entries are never deleted'); END;
        """;

    private const string PostgreSql = """
        CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'audit entries are appended, never changed or deleted'; END $$;
        CREATE OR REPLACE TRIGGER "Audit_append_only" BEFORE UPDATE OR DELETE ON "Audit" FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
        """;

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.ExecuteSqlRawAsync(context.Database.IsSqlite() ? Sqlite : PostgreSql, cancellationToken);
    }
}
