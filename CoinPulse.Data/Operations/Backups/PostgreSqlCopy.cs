using System.Globalization;
using CoinPulse.Core.Operations.Backups;
using CoinPulse.Data.Markets;
using CoinPulse.Data.Providers;
using Npgsql;

namespace CoinPulse.Data.Operations.Backups;

/// <summary>PostgreSQL's own programs. A copy and the counts of its rows are of one exported snapshot.</summary>
internal sealed class PostgreSqlCopy(DatabaseAddress address, PostgreSqlTools tools) : IDatabaseCopy
{
    private const int Looks = 10;

    private const string OthersHere =
        "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'";

    // Not the schema itself: on older servers it belongs to somebody else.
    private const string EmptySchema = """
        DO $$ DECLARE one record; BEGIN
          FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP EXECUTE format('DROP TABLE public.%I CASCADE', one.tablename); END LOOP;
          FOR one IN SELECT p.oid::regprocedure AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname = 'public' AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
          LOOP EXECUTE format('DROP FUNCTION %s CASCADE', one.name); END LOOP;
        END $$
        """;

    private readonly NpgsqlConnectionStringBuilder _address = new(address.ConnectionString) { Pooling = false };

    public string FileName => "coinpulse.dump";

    public async Task<CopiedDatabase> CopyAsync(string target, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(_address.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var moment = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
            var snapshot = await TextAsync(connection, "SELECT pg_export_snapshot()", cancellationToken);
            var open = await TextAsync(connection, CopiedRows.OpenKeys, cancellationToken);
            var keys = open == "0" ? BackedUpKeys.Protected : BackedUpKeys.LeftOut;
            var rows = await RowsAsync(connection, cancellationToken);
            if (keys == BackedUpKeys.LeftOut) rows["DataProtectionKeys"] = 0;

            string[] leftOut = keys == BackedUpKeys.LeftOut ? ["--exclude-table-data=public.\"DataProtectionKeys\""] : [];
            await tools.RunAsync("pg_dump", _address,
                ["--format=custom", "--no-owner", "--no-privileges", $"--exclude-schema={PostgreSqlCandleDbContext.Schema}", $"--snapshot={snapshot}", $"--file={target}", .. leftOut], cancellationToken);
            return new(await TextAsync(connection, CopiedRows.NewestMigration, cancellationToken), keys, rows);
        }
        catch (NpgsqlException fault)
        {
            throw new CopyFailedException(fault.Message, inner: fault);
        }
    }

    public async Task<CopiedDatabase?> RehearseAsync(string copy, CancellationToken cancellationToken)
    {
        var scratch = new NpgsqlConnectionStringBuilder(_address.ConnectionString) { Database = $"coinpulse_rehearsal_{Path.GetFileNameWithoutExtension(Path.GetRandomFileName())}" };
        try
        {
            if (!await TryMakeAsync(scratch.Database!, cancellationToken))
            {
                await tools.RunAsync("pg_restore", _address, ["--list", copy], cancellationToken);
                return null;
            }

            try
            {
                await FillAsync(scratch, copy, emptyFirst: false, cancellationToken);
                await using var connection = new NpgsqlConnection(scratch.ConnectionString);
                await connection.OpenAsync(cancellationToken);
                return new(await TextAsync(connection, CopiedRows.NewestMigration, cancellationToken), BackedUpKeys.Protected, await RowsAsync(connection, cancellationToken));
            }
            finally
            {
                await ExecuteAsync($"DROP DATABASE IF EXISTS \"{scratch.Database}\"", CancellationToken.None);
            }
        }
        catch (NpgsqlException fault)
        {
            throw new CopyFailedException(fault.Message, inner: fault);
        }
    }

    public async Task<IAsyncDisposable?> AloneAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(_address.ConnectionString);
        await connection.OpenAsync(cancellationToken);

        // Who has just hung up is listed for a moment longer, and the server's own workers come and go: neither is a running program.
        for (var look = 0; look < Looks; look++)
        {
            if (await TextAsync(connection, OthersHere, cancellationToken) == "0") return connection;
            await TextAsync(connection, "SELECT pg_sleep(0.2)", cancellationToken);
        }

        await connection.DisposeAsync();
        return null;
    }

    public Task PlaceAsync(string copy, CancellationToken cancellationToken) => FillAsync(_address, copy, emptyFirst: true, cancellationToken);

    /// <summary>In one transaction. The schema is emptied first: tables that only a later version has would be in the way of its migrations.</summary>
    private async Task FillAsync(NpgsqlConnectionStringBuilder target, string copy, bool emptyFirst, CancellationToken cancellationToken)
    {
        var script = copy + ".sql";
        try
        {
            await tools.RunAsync("pg_restore", target, ["--no-owner", "--no-privileges", $"--file={script}", copy], cancellationToken);
            string[] empty = emptyFirst ? [$"--command={EmptySchema}"] : [];
            await tools.RunAsync("psql", target, ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", .. empty, $"--file={script}"], cancellationToken);
        }
        finally
        {
            File.Delete(script);
        }
    }

    private async Task<bool> TryMakeAsync(string database, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync($"CREATE DATABASE \"{database}\"", cancellationToken);
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return false;
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(_address.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await TextAsync(connection, sql, cancellationToken);
    }

    private static async Task<SortedDictionary<string, long>> RowsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var tables = new List<string>();
        await using (var command = new NpgsqlCommand("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\\_\\_EF%'", connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken)) tables.Add(reader.GetString(0));
        }

        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in tables) rows[table] = long.Parse(await TextAsync(connection, $"SELECT COUNT(*) FROM public.\"{table}\"", cancellationToken), CultureInfo.InvariantCulture);
        return rows;
    }

    private static async Task<string> TextAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToString(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture) ?? "";
    }
}
