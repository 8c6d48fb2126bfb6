using System.Globalization;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Exchanges.Upbit;
using CoinPulse.Core.Exchanges.Upbit.Private;
using CoinPulse.Tests.Exchanges.Upbit.Private;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;
using Xunit.Abstractions;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>
/// The engine's invariants over random stories through the adapter to Upbit. <c>COINPULSE_UPBIT_RUNS</c> tells more of them, <c>COINPULSE_SIMULATION_SEED</c> begins elsewhere; thousands
/// are told by <c>scripts/simulate.sh STORIES SEED WORKERS upbit</c>.
/// </summary>
public sealed class UpbitStoryTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Whatever_Upbit_and_its_line_do_no_order_is_doubled_no_fill_lost_no_coin_unguarded_no_won_unexplained()
    {
        var (seed, runs) = (Setting("COINPULSE_SIMULATION_SEED") ?? 1, Setting("COINPULSE_UPBIT_RUNS") ?? 10);
        output.WriteLine($"seeds {seed} to {seed + runs - 1}");
        var run = new SimulationRun(DatabaseKind.Sqlite, Venue.Upbit);
        var failed = new List<string>();
        for (var story = seed; story < seed + runs; story++) failed.AddRange(await run.TellAsync(story));

        await run.CloseAsync();
        output.WriteLine($"{run.Stories} stories, {run.Orders} orders, {run.Crashes} crashes{Environment.NewLine}{run.Tally}");
        failed.Should().BeEmpty();
    }

    [Fact]
    public async Task A_seed_tells_the_same_story_again()
    {
        var told = new List<string>();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var run = new SimulationRun(DatabaseKind.Sqlite, Venue.Upbit);
            await run.TellAsync(12);
            told.Add(run.Log);
            await run.CloseAsync();
        }

        told[0].Should().Contain("POST /v1/orders");
        told[1].Should().Be(told[0]);
    }

    [Fact]
    public async Task What_a_person_moved_by_hand_is_explained_in_the_end()
    {
        // A story in which nothing was moved says nothing of it; the first of these in which something was is told.
        for (var seed = 7; seed < 70; seed += 3)
        {
            var run = new SimulationRun(DatabaseKind.Sqlite, Venue.Upbit);
            (await run.TellAsync(seed)).Should().BeEmpty();
            await run.CloseAsync();
            if (!run.Log.Contains("explains", StringComparison.Ordinal)) continue;
            run.Log.Should().MatchRegex("explains .*: Posted");
            return;
        }

        Assert.Fail("In none of the stories was anything explained.");
    }

    [Fact]
    public void A_gap_that_cannot_be_read_for_an_hour_is_asked_for_more_and_more_seldom()
    {
        var time = new StoryTime(Journal.Story.Now);
        var pocket = new StoryPocket(1, time.GetUtcNow);
        pocket.Api.Troubles.Otherwise = _ => FakeTrouble.Maintenance;
        using var wire = new StoryWire(pocket.Api, pocket.Socket, new SimulatedCrashes(), time, () => TimeSpan.FromMilliseconds(20), _ => { }, new Tally());
        using var http = new HttpClient(wire, disposeHandler: false) { BaseAddress = new Uri("https://upbit.story"), Timeout = Timeout.InfiniteTimeSpan };
        var line = new UpbitPocketLine(new ExchangeKey(pocket.Api.Door.Access, pocket.Api.Door.Secret), http, Options.Create(new UpbitOptions()), time, NullLoggerFactory.Instance, dial: wire.DialAsync);
        using var over = new CancellationTokenSource(TimeSpan.FromHours(1), time);

        StoryThread.Tell(time, () => line.News.CatchUpAsync(time.GetUtcNow(), over.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default));

        pocket.Api.Requests.Count.Should().BeInRange(200, 300, "both questions twice a minute, and not every second");
    }

    private static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
