using CoinPulse.Core.Markets.Simulated;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Markets.Simulated;

/// <summary>
/// What the simulated market is like and, above all, that it favours nobody: the expected price is the present price, also in the middle of a surge.
/// Bounds are four standard errors or wider; the seeds are fixed, so these tests do not fail by chance.
/// </summary>
public sealed class SimulatedStatisticsTests
{
    private const int Seeds = 200;
    private const double Hour = 3_600;
    private const double Day = 24 * Hour;

    private static readonly Lazy<List<List<Seen>>> DogeWalks = new(() => Walks(SimulatedCoin.All[4], days: 40));

    [Fact]
    public void Holding_a_coin_gains_and_loses_nothing_on_average()
    {
        var ratios = DogeWalks.Value.Select(walk => Math.Exp(walk[10 * 288].Log)).ToList();

        ShouldBeFair(ratios);
    }

    [Theory]
    [InlineData(nameof(EpisodeKind.Surge))]
    [InlineData(nameof(EpisodeKind.Crash))]
    public void Who_buys_in_the_middle_of_an_episode_gains_and_loses_nothing_on_average(string episode)
    {
        var kind = Enum.Parse<EpisodeKind>(episode);
        var ratios = new List<double>();
        foreach (var walk in DogeWalks.Value)
        {
            for (var i = 1; i + 96 < walk.Count; i++)
            {
                // Bought where the episode is first seen, sold eight hours later.
                var isSeen = walk[i].Kind == kind && walk[i].Phase == EpisodePhase.Onset && walk[i - 1].Kind == EpisodeKind.None;
                if (isSeen) ratios.Add(Math.Exp(walk[i + 96].Log - walk[i].Log));
            }
        }

        ratios.Should().HaveCountGreaterThan(250);
        ShouldBeFair(ratios);
    }

    [Fact]
    public void The_last_hour_says_nothing_about_the_next()
    {
        var pairs = DogeWalks.Value.SelectMany(walk => Hours(walk).Zip(Hours(walk).Skip(1))).ToList();

        Correlation(pairs).Should().BeInRange(-0.02, 0.02);
    }

    [Theory]
    [InlineData("BTC", 0.018, 0.035)]
    [InlineData("ETH", 0.028, 0.06)]
    [InlineData("DOGE", 0.035, 0.075)]
    [InlineData("MOC", 0.035, 0.09)]
    public void A_day_moves_a_coin_as_far_as_its_kind_moves(string code, double least, double most)
    {
        var coin = SimulatedCoin.All.Single(coin => coin.Code == code);

        var days = Walks(coin).SelectMany(walk => Steps(walk, 288)).ToList();

        Math.Sqrt(days.Average(day => day * day)).Should().BeInRange(least, most);
    }

    [Fact]
    public void Hours_have_fat_tails()
    {
        var hours = DogeWalks.Value.SelectMany(Hours).ToList();

        var square = hours.Average(hour => hour * hour);
        (hours.Average(hour => hour * hour * hour * hour) / (square * square)).Should().BeGreaterThan(5);
    }

    [Fact]
    public void Two_coins_move_together_but_not_alike()
    {
        var (eth, sol) = (SimulatedCoin.All.Single(coin => coin.Code == "ETH"), SimulatedCoin.All.Single(coin => coin.Code == "SOL"));

        var pairs = Walks(eth).Zip(Walks(sol)).SelectMany(walks => Hours(walks.First).Zip(Hours(walks.Second))).ToList();

        Correlation(pairs).Should().BeInRange(0.35, 0.9);
    }

    [Fact]
    public void Surges_and_crashes_come_equally_often_and_bring_volume()
    {
        var steps = DogeWalks.Value.SelectMany(walk => walk).ToList();

        var (surge, crash) = (steps.Count(step => step.Kind == EpisodeKind.Surge), steps.Count(step => step.Kind == EpisodeKind.Crash));
        ((double)surge / crash).Should().BeInRange(0.8, 1.25);
        var quiet = steps.Where(step => step.Kind == EpisodeKind.None).Average(step => step.Activity);
        var onset = steps.Where(step => step.Kind != EpisodeKind.None && step.Phase == EpisodePhase.Onset).Average(step => step.Activity);
        quiet.Should().BeInRange(0.7, 1.4);
        (onset / quiet).Should().BeGreaterThan(5);
    }

    private static List<List<Seen>> Walks(SimulatedCoin coin, int days = 20) => [.. Enumerable.Range(1, Seeds).AsParallel().AsOrdered().Select(seed => Walk(seed, days, coin))];

    private static List<Seen> Walk(int seed, int days, SimulatedCoin coin)
    {
        var factor = new CommonFactor(new Noise(Noise.SeedFor(seed, "factor")));
        var path = new CoinPath(coin, new Noise(Noise.SeedFor(seed, coin.Code)));
        var seen = new List<Seen>();
        for (var at = 0.0; at < days * Day; at += 300)
        {
            path.Step(300, factor.Step(300));
            seen.Add(new Seen(path.Log, path.Activity, path.EpisodeKind, path.EpisodePhase));
        }

        return seen;
    }

    private static IEnumerable<double> Hours(List<Seen> walk) => Steps(walk, 12);

    private static IEnumerable<double> Steps(List<Seen> walk, int every) =>
        Enumerable.Range(1, (walk.Count - 1) / every).Select(i => walk[i * every].Log - walk[(i - 1) * every].Log);

    private static void ShouldBeFair(List<double> ratios)
    {
        var mean = ratios.Average();
        var error = Math.Sqrt(ratios.Average(ratio => (ratio - mean) * (ratio - mean)) / ratios.Count);
        error.Should().BeLessThan(0.015);
        mean.Should().BeInRange(1 - 4 * error, 1 + 4 * error);
    }

    private static double Correlation(List<(double First, double Second)> pairs)
    {
        var (x, y) = (pairs.Average(pair => pair.First), pairs.Average(pair => pair.Second));
        var both = pairs.Average(pair => (pair.First - x) * (pair.Second - y));
        return both / Math.Sqrt(pairs.Average(pair => (pair.First - x) * (pair.First - x)) * pairs.Average(pair => (pair.Second - y) * (pair.Second - y)));
    }

    private sealed record Seen(double Log, double Activity, EpisodeKind Kind, EpisodePhase Phase);
}
