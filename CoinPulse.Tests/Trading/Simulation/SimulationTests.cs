using System.Globalization;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>
/// The engine's invariants over random stories. <c>COINPULSE_SIMULATION_RUNS</c> tells more of them, <c>COINPULSE_SIMULATION_SEED</c> begins elsewhere: the seed of a failed
/// story with one run tells it again. Thousands are told by <c>scripts/simulate.sh</c>.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private static readonly int Seed = Setting("COINPULSE_SIMULATION_SEED") ?? 1;

    [Theory, EveryDatabase]
    public async Task Whatever_happens_no_order_is_doubled_no_fill_lost_no_coin_unguarded_no_won_unexplained(DatabaseKind kind)
    {
        var runs = Setting("COINPULSE_SIMULATION_RUNS") ?? (kind == DatabaseKind.Sqlite ? 8 : 3);
        output.WriteLine($"seeds {Seed} to {Seed + runs - 1}");
        var failed = new List<string>();
        var run = new SimulationRun(kind, Venue.Paper);
        for (var seed = Seed; seed < Seed + runs; seed++)
        {
            var wrong = await run.TellAsync(seed);
            if (wrong.Count > 0) failed.Add(string.Join('\n', runs == 1 ? [.. wrong, run.Log] : wrong));
        }

        await run.CloseAsync();
        output.WriteLine($"{run.Stories} stories, {run.Crashes} crashes");
        failed.Should().BeEmpty();
    }

    [Theory]
    [InlineData(165, "an order of unknown fate that a restart left to a closed position")]
    [InlineData(9033, "a sale by hand that was booked to a journal not yet back, and then lay behind the look")]
    [InlineData(9197, "a sale by hand that was taken for the person's own coins while the journal was away")]
    public async Task What_once_went_wrong_goes_right(int seed, string what)
    {
        var run = new SimulationRun(DatabaseKind.Sqlite, Venue.Paper);

        var wrong = await run.TellAsync(seed);

        await run.CloseAsync();
        wrong.Should().BeEmpty($"{what}: {run.Log}");
    }

    private static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
