using System.Data.Common;
using CoinPulse.Core.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CoinPulse.Data.Operations;

/// <summary>
/// The three sentences of a lease, each one statement and so atomic on both databases. On PostgreSQL "now" is the database's clock, because the processes
/// may stand on machines that disagree; on SQLite they share one machine and its clock.
/// </summary>
internal static class LeaseSql
{
    /// <summary>
    /// Whether the proof still holds, for use inside the transaction that it protects: on PostgreSQL the row stays locked until the transaction ends, so nobody
    /// can take the lease between the check and the commit; on SQLite the transaction itself keeps writers out.
    /// </summary>
    public static async Task<bool> HoldsAsync(DbContext context, LeaseProof proof, DateTimeOffset wallNow, CancellationToken cancellationToken)
    {
        var locked = context.Database.IsNpgsql() && context.Database.CurrentTransaction is not null ? " FOR SHARE" : "";
        var found = await ScalarAsync(
            context,
            $"""SELECT "Fence" FROM "Leases" WHERE "Name" = @name AND "Holder" = @holder AND "Fence" = @fence AND "ExpiresAt" > {Now(context)}{locked}""",
            [("name", proof.Name), ("holder", proof.Holder), ("fence", proof.Fence)],
            wallNow,
            cancellationToken);
        return found is not null;
    }

    public static async Task<long?> TakeAsync(
        DbContext context, string name, string holder, TimeSpan length, DateTimeOffset wallNow, CancellationToken cancellationToken)
    {
        var expires = context.Database.IsNpgsql() ? "clock_timestamp() + @length" : "@expires";
        var fence = await ScalarAsync(
            context,
            $"""
             INSERT INTO "Leases" ("Name", "Holder", "Fence", "ExpiresAt") VALUES (@name, @holder, 1, {expires})
             ON CONFLICT ("Name") DO UPDATE SET
               "Fence" = CASE WHEN "Leases"."Holder" = excluded."Holder" THEN "Leases"."Fence" ELSE "Leases"."Fence" + 1 END,
               "Holder" = excluded."Holder",
               "ExpiresAt" = excluded."ExpiresAt"
             WHERE "Leases"."Holder" = excluded."Holder" OR "Leases"."ExpiresAt" <= {Now(context)}
             RETURNING "Fence"
             """,
            [("name", name), ("holder", holder), context.Database.IsNpgsql() ? ("length", length) : ("expires", (wallNow + length).UtcDateTime)],
            wallNow,
            cancellationToken);
        return fence is null ? null : Convert.ToInt64(fence, System.Globalization.CultureInfo.InvariantCulture);
    }

    public static Task ReleaseAsync(DbContext context, LeaseProof proof, DateTimeOffset wallNow, CancellationToken cancellationToken) => ScalarAsync(
        context,
        $"""UPDATE "Leases" SET "Holder" = '', "ExpiresAt" = {Now(context)} WHERE "Name" = @name AND "Holder" = @holder AND "Fence" = @fence""",
        [("name", proof.Name), ("holder", proof.Holder), ("fence", proof.Fence)],
        wallNow,
        cancellationToken);

    private static string Now(DbContext context) => context.Database.IsNpgsql() ? "clock_timestamp()" : "@now";

    private static async Task<object?> ScalarAsync(
        DbContext context, string sql, IReadOnlyList<(string Name, object Value)> values, DateTimeOffset wallNow, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        await using var command = context.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The text is put together from constants of this class alone.
        command.CommandText = sql;
#pragma warning restore CA2100
        if (context.Database.GetCommandTimeout() is { } seconds) command.CommandTimeout = seconds;
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        foreach (var (name, value) in values) Add(command, name, value);
        if (context.Database.IsSqlite()) Add(command, "now", wallNow.UtcDateTime);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
