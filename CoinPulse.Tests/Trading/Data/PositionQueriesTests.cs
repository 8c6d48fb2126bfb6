using System.Data.Common;
using CoinPulse.Data.Providers.Sqlite;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Xunit;

namespace CoinPulse.Tests.Trading.Data;

/// <summary>What stands between a price and its order must not grow with the number of positions.</summary>
public sealed class PositionQueriesTests
{
    [Fact]
    public async Task A_position_is_loaded_by_two_questions_that_read_no_table_from_end_to_end()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var heard = new Heard();
        var options = new DbContextOptionsBuilder<SqliteCoinPulseDbContext>().UseApplicationServiceProvider(TestDatabase.ModelServices);
        SqliteManners.Use(options, database.ConnectionString).AddInterceptors(heard);
        await using var context = new SqliteCoinPulseDbContext(options.Options);
        await context.Database.OpenConnectionAsync();
        var story = Story.Holding();
        context.Add(story.Position);
        context.Add(story.Guard);
        context.AddRange(story.File.NewIntents);
        context.AddRange(story.File.NewFills);
        await context.SaveChangesAsync();
        heard.Questions.Clear();

        var file = await PositionQueries.LoadAsync(context, story.Position.Owner, story.Position.Id, default);

        (file!.Guard, file.Intents.Count).Should().Be((story.Guard, 1));
        heard.Questions.Should().HaveCount(2);
        foreach (var (question, values) in heard.Questions.ToList()) ReadWhole(await PlanOfAsync(context, question, values)).Should().BeEmpty(question);
    }

    /// <summary>What is read from end to end and was not made by the question itself.</summary>
    private static IEnumerable<string> ReadWhole(IReadOnlyList<string> plan)
    {
        var steps = plan.Select(step => step.Split(' ')).ToList();
        return steps.Where(step => step[0] == "SCAN").Select(step => step[1]).Except(steps.Where(step => step[0] is "CO-ROUTINE" or "MATERIALIZE").Select(step => step[1]));
    }

    private static async Task<List<string>> PlanOfAsync(DbContext context, string question, IReadOnlyList<(string Name, object? Value)> values)
    {
        await using var command = context.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // What the store itself has asked.
        command.CommandText = $"EXPLAIN QUERY PLAN {question}";
#pragma warning restore CA2100
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        var steps = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) steps.Add(reader.GetString(3));
        return steps;
    }

    private sealed class Heard : DbCommandInterceptor
    {
        public List<(string Question, IReadOnlyList<(string Name, object? Value)> Values)> Questions { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Questions.Add((command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(parameter => (parameter.ParameterName, parameter.Value))]));
            return ValueTask.FromResult(result);
        }
    }
}
