using System.Data.Common;
using CoinPulse.Data.Markets;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Xunit;

namespace CoinPulse.Tests.Operations;

public sealed class MigrationTests
{
    private const string Main = "main";
    private const string Candles = "candles";

    [Theory, EveryDatabase(Main), EveryDatabase(Candles)]
    public async Task The_migrations_make_the_model_as_it_is_written(DatabaseKind kind, string model)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(kind);
        await using var context = Open(database, model);

        context.Database.HasPendingModelChanges().Should().BeFalse("scripts/add-migration.sh has to be run after the model changes");
    }

    [Theory, EveryDatabase(Main), EveryDatabase(Candles)]
    public async Task Both_databases_have_the_same_migrations(DatabaseKind kind, string model)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(kind);
        await using var sqlite = await TestDatabase.CreateEmptyAsync(DatabaseKind.Sqlite);
        await using var context = Open(database, model);
        await using var reference = Open(sqlite, model);

        Names(context).Should().Equal(Names(reference)).And.NotBeEmpty();
    }

    [Theory, EveryDatabase(Main), EveryDatabase(Candles)]
    public async Task Every_migration_goes_down_and_up_again_with_a_row_in_every_table(DatabaseKind kind, string model)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(kind);
        await using var context = Open(database, model);
        var migrator = context.GetService<IMigrator>();
        var migrations = context.Database.GetMigrations().ToList();

        for (var step = 0; step < migrations.Count; step++)
        {
            await migrator.MigrateAsync(migrations[step]);
            if (step == migrations.Count - 1) await FillEveryTableAsync(context);
            await migrator.MigrateAsync(step == 0 ? Migration.InitialDatabase : migrations[step - 1]);
            await migrator.MigrateAsync(migrations[step]);
        }

        await FillEveryTableAsync(context);   // the tables work after the way down and up
        (await context.Database.GetPendingMigrationsAsync()).Should().BeEmpty();
    }

    private static DbContext Open(TestDatabase database, string model) => (model, database.Kind) switch
    {
        (Main, _) => database.CreateDbContext(),
        (_, DatabaseKind.Sqlite) =>
            new SqliteCandleDbContext(new DbContextOptionsBuilder<SqliteCandleDbContext>().UseSqliteCandles(database.ConnectionString).Options),
        (_, DatabaseKind.PostgreSql) =>
            new PostgreSqlCandleDbContext(new DbContextOptionsBuilder<PostgreSqlCandleDbContext>().UsePostgreSqlCandles(database.ConnectionString).Options),
    };

    private static List<string> Names(DbContext context) => context.Database.GetMigrations().Select(id => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..]).ToList();

    // Plain SQL from the model, so that a table of a new feature is filled without a word here. References are satisfied by giving every key the same values.
    private static async Task FillEveryTableAsync(DbContext context)
    {
        var model = context.GetService<IDesignTimeModel>().Model.GetRelationalModel();
        await context.Database.OpenConnectionAsync();
        foreach (var table in InOrderOfReference(model.Tables.Where(table => !table.IsExcludedFromMigrations)))
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
            var columns = table.Columns.Select((column, index) => (column, index)).ToList();
            foreach (var (column, index) in columns) Add(command, $"p{index}", Sample(TypeOf(column), column));
            var names = columns.Select(item => $"\"{item.column.Name}\"");
            var values = columns.Select(item => item.column.StoreType is "jsonb" or "json" ? $"CAST(@p{item.index} AS {item.column.StoreType})" : $"@p{item.index}");
            command.CommandText = $"INSERT INTO {Name(table)} ({string.Join(", ", names)}) VALUES ({string.Join(", ", values)}) ON CONFLICT DO NOTHING";
            await command.ExecuteNonQueryAsync();
            command.CommandText = $"SELECT COUNT(*) FROM {Name(table)}";
            (await command.ExecuteScalarAsync()).As<long>().Should().BePositive(table.Name);
        }
    }

    private static string Name(ITable table) => table.Schema is null ? $"\"{table.Name}\"" : $"\"{table.Schema}\".\"{table.Name}\"";

    private static Type TypeOf(IColumn column)
    {
        var mapping = column.PropertyMappings is [var first, ..] ? first.TypeMapping : column.StoreTypeMapping;
        return mapping.Converter?.ProviderClrType ?? mapping.ClrType;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    private static object Sample(Type type, IColumn column)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum) type = Enum.GetUnderlyingType(type);
        return type switch
        {
            _ when type == typeof(string) => column.StoreType.StartsWith("json", StringComparison.Ordinal) ? "{}" : "1",
            _ when type == typeof(Guid) => Guid.Parse("01900000-0000-7000-8000-000000000001"),
            _ when type == typeof(DateTime) => new DateTime(2026, 4, 1, 0, 0, 0, DateTimeKind.Utc),
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero),
            _ when type == typeof(DateOnly) => new DateOnly(2026, 4, 1),
            _ when type == typeof(TimeSpan) => TimeSpan.FromSeconds(1),
            _ when type == typeof(byte[]) => new byte[] { 1 },
            _ when type == typeof(bool) => true,
            _ when type.IsPrimitive || type == typeof(decimal) => Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture),
            _ => "{}",   // complex values in a JSON column
        };
    }

    private static List<ITable> InOrderOfReference(IEnumerable<ITable> tables)
    {
        var left = tables.ToList();
        var ordered = new List<ITable>();
        while (left.Count > 0)
        {
            var next = left.First(table => table.ForeignKeyConstraints.All(key => key.PrincipalTable == table || ordered.Contains(key.PrincipalTable)));
            left.Remove(next);
            ordered.Add(next);
        }

        return ordered;
    }
}
