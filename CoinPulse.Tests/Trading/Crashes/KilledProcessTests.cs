using System.Globalization;
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
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("COINPULSE_CRASH_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 1;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_at_every_commit_point_one_after_the_other_nothing_is_lost_doubled_or_unguarded()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        string[] points = [.. JournalCrashPoint.All, .. PaperCrashPoint.All];
        random.Shuffle(points);

        // Two rows of lives, side by side.
        await Task.WhenAll(points.Chunk((points.Length + 1) / 2).Select((row, number) => DieAtEachAsync(row, $"row{number}", new Random(random.Next()))).ToList());
    }

    [Fact]
    public async Task Killed_at_any_moment_nothing_is_lost_doubled_or_unguarded()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        for (var kill = 0; kill < 4; kill++)
        {
            using var victim = Start("any", rounds: 1_000);
            await victim.HearsAsync("CLEAN");
            for (var entries = random.Next(1, 4); entries > 0; entries--) await victim.HearsAsync("ENTER");
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 40)), TimeProvider.System);   // somewhere in what follows an entry

            await victim.KillAsync();
        }

        await EndsWholeAsync("any");
    }

    private async Task DieAtEachAsync(string[] points, string name, Random random)
    {
        foreach (var point in points)
        {
            // Entries pass a point of their own once in a round; everything else several times.
            var time = random.Next(1, 4);
            output.WriteLine($"{name}: {point}:{time}");
            using var victim = Start(name, rounds: 6, $"{point}:{time}");

            (await victim.EndsAsync()).Should().NotBe(0, "it was told to die at {0}, time {1}", point, time);

            var said = string.Join('\n', victim.Said);
            victim.Said.Should().Contain(line => line.Contains($"Told to die at {point}", StringComparison.Ordinal), said);
            victim.Said.Should().NotContain(line => line.StartsWith("BROKEN", StringComparison.Ordinal), said);
        }

        await EndsWholeAsync(name);
    }

    private async Task EndsWholeAsync(string name)
    {
        using var last = Start(name, rounds: 1);
        var code = await last.EndsAsync();
        code.Should().Be(0, string.Join('\n', last.Said));
        last.Said.Should().Contain("CLEAN").And.Contain("DONE");
    }

    private VictimProcess Start(string name, int rounds, string? crashAt = null)
    {
        var folder = Directory.CreateDirectory(_folder.File(name)).FullName;
        return VictimProcess.Start(folder, $"Data Source={Path.Combine(folder, "coinpulse.db")}", rounds, crashAt);
    }
}
