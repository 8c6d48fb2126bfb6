using System.Diagnostics.CodeAnalysis;
using CoinPulse.Data.Providers.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CoinPulse.Tests.Support;

internal sealed class PostgreSqlTestDatabase(string connectionString) : TestDatabase
{
    private const string Variable = "COINPULSE_TEST_POSTGRES";

    private static readonly string? Server = Environment.GetEnvironmentVariable(Variable);
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    public override DatabaseKind Kind => DatabaseKind.PostgreSql;

    public override string ConnectionString { get; } = connectionString;

    public static async Task<PostgreSqlTestDatabase> CopyAsync() => await CreateAsync(await Template.Value);

    public static Task<PostgreSqlTestDatabase> EmptyAsync() => CreateAsync("template0");

    public override async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(PostgreSqlManners.Address(ConnectionString)))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        await RunAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(ConnectionString).Database} WITH (FORCE)");
    }

    private static async Task<PostgreSqlTestDatabase> CreateAsync(string template)
    {
        var name = $"test_{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
        await RunAsync($"CREATE DATABASE {name} TEMPLATE {template}");
        return new PostgreSqlTestDatabase(new NpgsqlConnectionStringBuilder(Server) { Database = name, MaxPoolSize = 20 }.ConnectionString);
    }

    private static async Task<string> MakeTemplateAsync()
    {
        var made = await EmptyAsync();

        // Unpooled: a database with a connection to it cannot be copied.
        var unpooled = new NpgsqlConnectionStringBuilder(made.ConnectionString) { Pooling = false };
        await using var context = Open(DatabaseKind.PostgreSql, unpooled.ConnectionString);
        await context.Database.MigrateAsync();
        return unpooled.Database!;
    }

    [SuppressMessage("Security", "CA2100", Justification = "Names of databases cannot be parameters; they are made above.")]
    private static async Task RunAsync(string sql)
    {
        if (string.IsNullOrEmpty(Server)) throw Missing.Because($"PostgreSQL: {Variable} is not set");
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
