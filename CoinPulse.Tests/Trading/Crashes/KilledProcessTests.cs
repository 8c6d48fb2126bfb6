using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace CoinPulse.Tests.Trading.Crashes;

/// <summary>
/// A real process dies at a commit point, the next one starts on what it left, finds everything whole and guarded, trades on and dies at the next point.
/// </summary>
public sealed class KilledProcessTests(ITestOutputHelper output) : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_at_every_commit_point_one_after_the_other_nothing_is_lost_doubled_or_unguarded()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        foreach (var point in (string[])[.. JournalCrashPoint.All, .. PaperCrashPoint.All])
        {
            // Entries pass a point of their own once in a round; everything else several times.
            var time = random.Next(1, 6);
            using var victim = Start(rounds: 40, $"{point}:{time}");

            (await victim.EndsAsync()).Should().NotBe(0, "it was told to die at {0}, time {1}", point, time);

            var said = string.Join('\n', victim.Said);
            victim.Said.Should().Contain(line => line.Contains($"Told to die at {point}", StringComparison.Ordinal), said);
            victim.Said.Should().NotContain(line => line.StartsWith("BROKEN", StringComparison.Ordinal), said);
        }

        await EndsWholeAsync();
    }

    [Fact]
    public async Task Killed_at_any_moment_nothing_is_lost_doubled_or_unguarded()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var kill = 0; kill < 4; kill++)
        {
            using var victim = Start(rounds: 1_000);
            await victim.HearsAsync("CLEAN");
            for (var entries = random.Next(1, 6); entries > 0; entries--) await victim.HearsAsync("ENTER");

            await victim.KillAsync();
        }

        await EndsWholeAsync();
    }

    private async Task EndsWholeAsync()
    {
        using var last = Start(rounds: 3);
        var code = await last.EndsAsync();
        code.Should().Be(0, string.Join('\n', last.Said));
        last.Said.Should().Contain("CLEAN").And.Contain("DONE");
    }

    private VictimProcess Start(int rounds, string? crashAt = null) =>
        VictimProcess.Start(_folder.Path, $"Data Source={_folder.File("coinpulse.db")}", rounds, crashAt);
}
