using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Trading;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CoinPulse.Tests.Trading.Crashes;

/// <summary>Real processes on one PostgreSQL database and one account: one trades, the next takes over when it dies, and who slept through its lease sends nothing.</summary>
public sealed class TwoProcessesTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_trades_the_other_takes_over_and_who_slept_sends_nothing()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        using var first = Start(database, "first", rounds: 100_000);
        await first.HearsAsync("CLEAN");
        await first.HearsAsync("ENTER");
        using var second = Start(database, "second", rounds: 100_000);
        await second.HearsAsync("READY");
        await first.HearsAsync("ENTER");
        second.Said.Should().NotContain("ENGINE", "the first one is the engine");

        await first.KillAsync();
        await second.HearsAsync("CLEAN");
        await second.HearsAsync("ENTER");
        using var third = Start(database, "third", rounds: 8);
        await third.HearsAsync("READY");
        third.Said.Should().NotContain("ENGINE");

        // The holder sleeps past its lease and wakes up in the middle of a round that is no longer its own.
        await second.SignalAsync("STOP");
        await third.HearsAsync("CLEAN");
        var before = Entries(second);
        await second.SignalAsync("CONT");
        (await third.EndsAsync()).Should().Be(0, string.Join('\n', third.Said));
        third.Said.Should().Contain("DONE");
        var after = Entries(second).Except(before).ToList();
        await second.KillAsync();

        foreach (var process in (VictimProcess[])[first, second, third]) process.Said.Should().NotContain(line => line.StartsWith("BROKEN", StringComparison.Ordinal));
        await using var context = database.CreateDbContext();
        var positions = (await context.Set<Position>().ToListAsync()).Select(position => position.Id.ToString()).ToList();
        positions.Should().NotIntersectWith(after, "what the sleeper began after it woke was never opened");
        positions.Should().Contain(Entries(third));
        var sent = await context.Set<PaperOrder>().Where(order => order.Key != null).Select(order => order.Key!.Value).ToListAsync();
        sent.Should().NotBeEmpty().And.OnlyHaveUniqueItems();
    }

    private static IReadOnlyList<string> Entries(VictimProcess process) =>
        [.. process.Said.Where(line => line.StartsWith("ENTER ", StringComparison.Ordinal)).Select(line => line["ENTER ".Length..])];

    private VictimProcess Start(TestDatabase database, string name, int rounds) =>
        VictimProcess.Start(Directory.CreateDirectory(_folder.File(name)).FullName, database.ConnectionString, rounds);
}
