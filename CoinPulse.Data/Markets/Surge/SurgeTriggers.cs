using CoinPulse.Core.Operations;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Markets.Surge;

/// <summary>The database itself refuses to change or delete a call, an outcome or a round: failures stay. Put there at every start, as the audit's triggers are.</summary>
internal sealed class SurgeTriggers(IDbContextFactory<CoinPulseDbContext> contexts) : ISeed
{
    private static readonly string[] Tables = ["SurgeCalls", "SurgeOutcomes", "SurgeRounds"];

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var isSqlite = context.Database.IsSqlite();
        if (!isSqlite) await context.Database.ExecuteSqlRawAsync(Function, cancellationToken);
        foreach (var table in Tables) await context.Database.ExecuteSqlRawAsync(isSqlite ? OnSqlite(table) : OnPostgreSql(table), cancellationToken);
    }

    private const string Function = """
        CREATE OR REPLACE FUNCTION surge_record_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'the surge record is appended, never changed or deleted'; END $$;
        """;

    private static string OnSqlite(string table) => $"""
        CREATE TRIGGER IF NOT EXISTS "{table}_no_update" BEFORE UPDATE ON "{table}" BEGIN SELECT RAISE(ABORT, 'the surge record never changes'); END;
        CREATE TRIGGER IF NOT EXISTS "{table}_no_delete" BEFORE DELETE ON "{table}" BEGIN SELECT RAISE(ABORT, 'the surge record is never deleted'); END;
        """;

    private static string OnPostgreSql(string table) =>
        $"""CREATE OR REPLACE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION surge_record_is_append_only();""";
}
