using System.Collections.Concurrent;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>The oracle's teeth: of stories through Upbit with one part of the product broken one is soon found out, and that very story is clean with nothing broken.</summary>
public sealed class FlawTests(ITestOutputHelper output)
{
    private const int Enough = 60;

    private static readonly ConcurrentDictionary<int, Task<IReadOnlyList<string>>> Sound = [];

    /// <summary>Where each is known to come to light; when stories change, others are told until one does.</summary>
    public static TheoryData<string, int> Broken => new()
    {
        { "a lost answer is read as a refusal", 3 },
        { "a retry gets an identifier of its own", 3 },
        { "only the first trade of an order is read", 1 },
        { "what the stream tells is counted beside what was asked for", 1 },
        { "a sale takes all coins that are free, the person's too", 29 },
        { "an order is sent first and written down afterwards", 57 },
        { "a guard is put away when its exit is refused", 1 },
        { "a position is forgotten by the next process", 35 },
        { "a difference is booked away", 1 },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_is_broken_is_found_out_and_nothing_else_is(string name, int known)
    {
        var broken = new SimulationRun(DatabaseKind.Sqlite, Venue.Upbit, Flaws.Named(name));
        var told = 0;
        IReadOnlyList<string> wrong = [];
        foreach (var seed in Enumerable.Range(1, Enough).Where(seed => seed != known).Prepend(known))
        {
            told = seed;
            wrong = await broken.TellAsync(seed);
            if (wrong.Count > 0) break;
        }

        var clean = await Sound.GetOrAdd(told, TellSoundAsync);

        await broken.CloseAsync();
        output.WriteLine($"seed {told}, known {known}: {string.Join(Environment.NewLine, wrong)}");
        wrong.Should().NotBeEmpty("the oracle sees what comes of it");
        clean.Should().BeEmpty();
    }

    [Fact]
    public void Every_flaw_has_its_story() => Broken.Select(row => row[0]).Should().BeEquivalentTo(Flaws.All.Select(flaw => flaw.Name));

    private static async Task<IReadOnlyList<string>> TellSoundAsync(int seed)
    {
        var run = new SimulationRun(DatabaseKind.Sqlite, Venue.Upbit);
        var wrong = await run.TellAsync(seed);
        await run.CloseAsync();
        return wrong;
    }
}
