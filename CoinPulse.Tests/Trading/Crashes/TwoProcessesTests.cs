using System.Globalization;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Xunit.Abstractions;

namespace CoinPulse.Tests.Trading.Crashes;

/// <summary>
/// Real processes on one PostgreSQL database and one account. The one that trades is killed, or falls asleep past its lease; another takes over what it finds, and
/// who wakes up sends nothing. <c>COINPULSE_TAKEOVERS=26</c> goes through every commit point in both ways, what is more happens at random moments;
/// <c>COINPULSE_CRASH_SEED</c> repeats a run.
/// </summary>
public sealed class TwoProcessesTests(ITestOutputHelper output) : IDisposable
{
    private const string AnyMoment = "any moment";

    private static readonly int Seed = Setting("COINPULSE_CRASH_SEED", 1);
    private static readonly int TakeOvers = Setting("COINPULSE_TAKEOVERS", 2);

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Whoever_trades_dies_or_falls_asleep_the_other_goes_on_and_nothing_is_sent_twice()
    {
        output.WriteLine($"seed {Seed}, {TakeOvers} take-overs");
        var random = new Random(Seed);
        string[] points = [.. JournalCrashPoint.All, .. PaperCrashPoint.All, AnyMoment];
        (bool Dies, string Point)[] ends = [.. points.Select(point => (true, point)), .. points.Select(point => (false, point))];
        random.Shuffle(ends);

        // These two always: killed at any moment, and asleep where it holds the lease's row and the position's in an open transaction.
        (bool Dies, string Point)[] first = [(true, AnyMoment), (false, JournalCrashPoint.InsideChange)];
        var more = Enumerable.Range(0, TakeOvers).Select(number => (Dies: number % 2 == 0, Point: AnyMoment));
        var chosen = first.Concat(ends.Except(first)).Concat(more).Take(TakeOvers).ToList();

        // Two rows of lives, side by side, when there are many; the points and the random moments are spread over both.
        var rows = TakeOvers > 4 ? 2 : 1;
        await Task.WhenAll(Enumerable.Range(0, rows).Select(row => GoThroughAsync($"row{row}", [.. chosen.Where((_, place) => place % rows == row)], new Random(random.Next()))).ToList());
    }

    private async Task GoThroughAsync(string row, (bool Dies, string Point)[] ends, Random random)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        var all = new List<VictimProcess>();
        try
        {
            VictimProcess Another()
            {
                var folder = Directory.CreateDirectory(_folder.File($"{row}-{all.Count}")).FullName;
                all.Add(VictimProcess.Start(folder, database.ConnectionString, rounds: 1_000_000));
                return all[^1];
            }

            var engine = Another();
            await engine.HearsAsync("CLEAN");
            var other = Another();
            await other.HearsAsync("READY");
            foreach (var (dies, point) in ends)
            {
                for (var entries = random.Next(1, 4); entries > 0; entries--) await engine.HearsAsync("ENTER");
                other.Said.Reverse().TakeWhile(line => line != "FOLLOWS").Should().NotContain(line => line.StartsWith("ENTER", StringComparison.Ordinal), "only one trades");
                await EndAsync(engine, dies, point, random);
                var began = TimeProvider.System.GetTimestamp();

                await other.HearsAsync("ENGINE");
                var taken = TimeProvider.System.GetElapsedTime(began);
                await other.HearsAsync("GUARDED");
                var guarded = TimeProvider.System.GetElapsedTime(began);
                await other.HearsAsync("CLEAN");
                output.WriteLine(
                    $"{row}: {(dies ? "dies" : "sleeps")} at {point}; taken over after {taken.TotalSeconds:0.0} s, guarded after {guarded.TotalSeconds:0.0} s, whole after {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s");
                await other.HearsAsync("ENTER");
                if (dies)
                {
                    (engine, other) = (other, Another());
                    await other.HearsAsync("READY");
                }
                else
                {
                    await WakeAsync(engine, database);
                    (engine, other) = (other, engine);
                }
            }

            await engine.TellAsync("END");
            (await engine.EndsAsync()).Should().Be(0, string.Join('\n', engine.Said));
            engine.Said.Should().Contain("DONE");
            foreach (var process in all) process.Said.Should().NotContain(line => line.StartsWith("BROKEN", StringComparison.Ordinal));
            all.SelectMany(Accepted).Should().NotBeEmpty().And.OnlyHaveUniqueItems("no order is accepted twice, and none from two processes");
        }
        finally
        {
            foreach (var process in all) process.Dispose();
        }
    }

    private static async Task EndAsync(VictimProcess engine, bool dies, string point, Random random)
    {
        if (point == AnyMoment)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 40)), TimeProvider.System);   // somewhere in what follows an entry
            if (dies) await engine.KillAsync();
            else await engine.SignalAsync("STOP");
            return;
        }

        await engine.TellAsync($"{(dies ? "DIE" : "SLEEP")} {point} {random.Next(1, 4)}");
        if (dies) (await engine.EndsAsync()).Should().NotBe(0, "it was told to die at {0}", point);
        else await engine.HearsAsync("ASLEEP");
    }

    /// <summary>It wakes up in the middle of what is no longer its own: nothing that it begins to send now is accepted.</summary>
    private static async Task WakeAsync(VictimProcess sleeper, TestDatabase database)
    {
        await using var context = database.CreateDbContext();
        var before = await context.Set<PaperOrder>().Where(order => order.Key != null).Select(order => order.Key!.Value).ToListAsync();
        var said = sleeper.Said.Count;

        await sleeper.SignalAsync("CONT");
        await sleeper.HearsAsync("FOLLOWS");

        var news = string.Join('\n', sleeper.Said.Skip(said));
        Accepted(sleeper.Said.Skip(said)).Should().BeSubsetOf(before.Select(key => key.ToString()), news);
    }

    private static IEnumerable<string> Accepted(VictimProcess process) => Accepted(process.Said);

    /// <summary>The keys of which a process was told that the exchange has taken the order.</summary>
    private static IEnumerable<string> Accepted(IEnumerable<string> said) => said
        .Where(line => line.StartsWith("Information: Order ", StringComparison.Ordinal) && line.Contains(": Answered", StringComparison.Ordinal))
        .Select(line => line["Information: Order ".Length..line.IndexOf(": Answered", StringComparison.Ordinal)]);

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
