using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Surge;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Markets.Surge;

public sealed class SurgeScoreV2Tests
{
    private static readonly DateTimeOffset FirstDay = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // A tired rally: of either pattern only the volume gives points, and not to both.
    private static readonly TwoPatternInputs Nothing = new()
    {
        Rsi = 65,
        MonthlyRatio = 1,
        WeeklyVariation = 20,
        AboveSupport = 50,
        Momentum = 20,
        DayRatio = 2.8,
        DayRatioBefore = 2.6,
        OfHigh = 99,
        Drop = 5,
        LowDay = 4,
        Recovery = 12,
    };

    [Fact]
    public void Twenty_nine_days_have_no_score() => SurgeScoreV2.Of(Days(29)).Should().BeNull();

    [Theory]
    [InlineData(1.4999, 0)]
    [InlineData(1.5, 15)]
    [InlineData(2.4999, 15)]
    [InlineData(2.5, 10)]
    [InlineData(3.9999, 10)]
    [InlineData(4, 0)]
    public void Quiet_volume(double ratio, int points) => SurgeScoreV2.Of(Nothing with { MonthlyRatio = ratio }).Accumulation.QuietVolume.Should().Be(points);

    [Theory]
    [InlineData(0, 10)]
    [InlineData(2.999, 10)]
    [InlineData(3, 7)]
    [InlineData(5, 3)]
    [InlineData(7.999, 3)]
    [InlineData(8, 0)]
    public void Calm_price(double variation, int points) => SurgeScoreV2.Of(Nothing with { WeeklyVariation = variation }).Accumulation.CalmPrice.Should().Be(points);

    [Theory]
    [InlineData(3, true, true, 25)]
    [InlineData(3, true, false, 20)]
    [InlineData(3.001, true, true, 20)]
    [InlineData(5, true, false, 20)]
    [InlineData(5, false, true, 15)]
    [InlineData(2, false, false, 15)]
    [InlineData(5.001, true, true, 10)]
    [InlineData(8, false, false, 10)]
    [InlineData(12, true, true, 5)]
    [InlineData(12.001, true, true, 0)]
    public void Support_bounce(double above, bool touched, bool recovering, int points) =>
        SurgeScoreV2.Of(Nothing with { AboveSupport = above, TouchedSupport = touched, Recovering = recovering }).Accumulation.SupportBounce.Should().Be(points);

    [Theory]
    [InlineData(3, 40, 20)]
    [InlineData(8, 55, 20)]
    [InlineData(5, 35, 15)]
    [InlineData(5, 60, 15)]
    [InlineData(5, 34.9, 10)]
    [InlineData(5, 60.1, 10)]
    [InlineData(1, 90, 8)]
    [InlineData(2.999, 50, 8)]
    [InlineData(0.999, 50, 0)]
    [InlineData(8.001, 50, 0)]
    public void Early_momentum(double change, double rsi, int points) =>
        SurgeScoreV2.Of(Nothing with { Momentum = change, Rsi = rsi }).Accumulation.EarlyMomentum.Should().Be(points);

    [Theory]
    [InlineData(2, 1.999, 20)]
    [InlineData(2.999, 2, 15)]
    [InlineData(3, 1, 12)]
    [InlineData(3.999, 1, 12)]
    [InlineData(4, 1, 5)]
    [InlineData(1.5, 1, 8)]
    [InlineData(1.999, 9, 8)]
    [InlineData(1.499, 1, 0)]
    public void Volume_timing(double ratio, double before, int points) =>
        SurgeScoreV2.Of(Nothing with { DayRatio = ratio, DayRatioBefore = before }).Accumulation.VolumeTiming.Should().Be(points);

    [Theory]
    [InlineData(true, true, 10)]
    [InlineData(true, false, 7)]
    [InlineData(false, true, 5)]
    [InlineData(false, false, 0)]
    public void Shape(bool lows, bool highs, int points) => SurgeScoreV2.Of(Nothing with { LowsRise = lows, HighsRise = highs }).Accumulation.Shape.Should().Be(points);

    [Theory]
    [InlineData(15, -25, 30)]
    [InlineData(25, -15, 30)]
    [InlineData(14.9, -20, 25)]
    [InlineData(29.9, -10, 25)]
    [InlineData(20, -14.9, 25)]
    [InlineData(30, -20, 20)]
    [InlineData(34.9, -10, 20)]
    [InlineData(35, -15, 15)]
    [InlineData(39.9, -5, 15)]
    [InlineData(20, -9, 15)]
    [InlineData(34.9, -20.1, 0)]
    [InlineData(20, -25.1, 0)]
    [InlineData(40, -10, 0)]
    [InlineData(39, -4.9, 0)]
    public void Oversold(double rsi, double drop, int points) => SurgeScoreV2.Of(Nothing with { Rsi = rsi, Drop = drop }).Bounce.Oversold.Should().Be(points);

    [Theory]
    [InlineData(1.5, 1.19, 35)]
    [InlineData(2.5, 1.19, 35)]
    [InlineData(1.5, 1.2, 30)]     // 1.5 > 1.44, but the day before was not quiet
    [InlineData(1.2, 0.9, 30)]
    [InlineData(2.5, 2, 30)]
    [InlineData(1.5, 1.25, 20)]    // not a fifth more than the day before
    [InlineData(0.8, 0.1, 20)]
    [InlineData(0.799, 0.1, 10)]
    [InlineData(3.001, 0.1, 5)]
    [InlineData(2.6, 0.1, 0)]
    [InlineData(3, 0.1, 0)]
    [InlineData(2, 1.9, 0)]
    public void Volume_reversal(double ratio, double before, int points) =>
        SurgeScoreV2.Of(Nothing with { DayRatio = ratio, DayRatioBefore = before }).Bounce.VolumeReversal.Should().Be(points);

    [Theory]
    [InlineData(2, 2, true, 35)]
    [InlineData(0, 5, true, 35)]
    [InlineData(2, 5, false, 30)]
    [InlineData(3, 5, true, 30)]
    [InlineData(3, 1, false, 30)]
    [InlineData(0, 8, true, 30)]
    [InlineData(4, 5, true, 20)]
    [InlineData(0, 10, true, 20)]
    [InlineData(0, 0.5, true, 20)]
    [InlineData(1, 0, true, 25)]
    [InlineData(2, 0, true, 0)]
    [InlineData(0, 10.1, true, 0)]
    [InlineData(0, 15, true, 0)]
    [InlineData(0, 15.1, true, 5)]
    public void Panic_recovery(int lowDay, double recovery, bool higherLow, int points) =>
        SurgeScoreV2.Of(Nothing with { LowDay = lowDay, Recovery = recovery, HigherLow = higherLow }).Bounce.PanicRecovery.Should().Be(points);

    [Theory]
    [InlineData(4.9, 2.9, 79.9, SurgeTiming.Early)]
    [InlineData(5, 2.9, 79.9, SurgeTiming.Good)]
    [InlineData(4.9, 3, 79.9, SurgeTiming.Good)]
    [InlineData(4.9, 2.9, 80, SurgeTiming.Good)]
    [InlineData(8, 3.9, 84.9, SurgeTiming.Late)]
    [InlineData(11.9, 9, 99, SurgeTiming.Late)]
    [InlineData(20, 4.9, 99, SurgeTiming.Late)]
    [InlineData(20, 9, 89.9, SurgeTiming.Late)]
    [InlineData(12, 5, 90, SurgeTiming.Missed)]
    public void Timing_of_accumulation(double change, double ratio, double ofHigh, SurgeTiming timing) =>
        SurgeScoreV2.Of(Nothing with { Momentum = change, DayRatio = ratio, OfHigh = ofHigh }).Accumulation.Timing.Should().Be(timing);

    [Theory]
    [InlineData(24.9, 1, SurgeTiming.Early)]
    [InlineData(25, 1, SurgeTiming.Good)]
    [InlineData(24.9, 2, SurgeTiming.Good)]
    [InlineData(35, 0, SurgeTiming.Late)]
    [InlineData(20, 3, SurgeTiming.Late)]
    [InlineData(45, 0, SurgeTiming.Missed)]
    [InlineData(20, 4, SurgeTiming.Missed)]
    public void Timing_of_a_bounce(double rsi, int lowDay, SurgeTiming timing) => SurgeScoreV2.Of(Nothing with { Rsi = rsi, LowDay = lowDay }).Bounce.Timing.Should().Be(timing);

    [Fact]
    public void The_better_pattern_counts_and_of_equals_accumulation()
    {
        var even = SurgeScoreV2.Of(Nothing with { DayRatio = 1.5, DayRatioBefore = 1.4, AboveSupport = 12, WeeklyVariation = 3 });

        (even.Accumulation.Total, even.Bounce.Total, even.Total, even.Pattern).Should().Be((20, 20, 20, SurgePattern.Accumulation));
        SurgeScoreV2.Of(even.Inputs with { WeeklyVariation = 9 }).Pattern.Should().Be(SurgePattern.Bounce);
    }

    [Fact]
    public void A_quiet_rise_off_support_by_hand()
    {
        // 104 for five days, a fall to 100, five flat days, then a won a day; twice the usual volume today.
        var days = Days([104, 104, 104, 104, 104, 100, 100, 100, 100, 100, 100, 101, 102, 103, 104], newestValue: 2200);

        var score = SurgeScoreV2.Of(days)!;

        score.Inputs.Rsi.Should().BeApproximately(50, 1e-9);              // four up, four down
        score.Inputs.WeeklyVariation.Should().BeApproximately(1.5955, 1e-4);
        score.Inputs.Momentum.Should().BeApproximately(4, 1e-9);
        score.Inputs.Should().BeEquivalentTo(new { MonthlyRatio = 2.2, DayRatio = 2.2, DayRatioBefore = 1d, AboveSupport = 4d, TouchedSupport = true, Recovering = true, LowsRise = false, HighsRise = true, OfHigh = 100d });
        score.Accumulation.Should().Be(new AccumulationPattern(15, 10, 20, 20, 20, 5, SurgeTiming.Late));
        (score.Total, score.Pattern, score.Label(SurgeScoreV2.LeastByDefault)).Should().Be((90, SurgePattern.Accumulation, SurgeLabel.Pass), "a late score is passed over by its label");
    }

    [Fact]
    public void A_turn_after_a_panic_by_hand()
    {
        var days = Days([100, 100, 100, 100, 95, 88, 82, 80, 83], newestValue: 2000);

        var score = SurgeScoreV2.Of(days)!;

        score.Inputs.Rsi.Should().BeApproximately(100 - 100 / (1 + 3 / 20d), 1e-9);
        score.Inputs.Should().BeEquivalentTo(new { Drop = -17d, LowDay = 1, Recovery = 3.75, HigherLow = false });
        score.Bounce.Should().Be(new BouncePattern(25, 35, 30, SurgeTiming.Early));
        score.Accumulation.Should().Be(new AccumulationPattern(15, 0, 20, 0, 20, 0, SurgeTiming.Good));
        (score.Total, score.Pattern, score.Timing).Should().Be((90, SurgePattern.Bounce, SurgeTiming.Early));
        (score.Label(70), score.Label(91)).Should().Be((SurgeLabel.StrongBuy, SurgeLabel.Buy));
    }

    [Theory]
    [InlineData(69, SurgeLabel.StrongBuy, SurgeLabel.StrongBuy)]
    [InlineData(65, SurgeLabel.Buy, SurgeLabel.Buy)]
    [InlineData(55, SurgeLabel.Hold, SurgeLabel.Buy)]
    [InlineData(45, SurgeLabel.Pass, SurgeLabel.Hold)]
    [InlineData(39, SurgeLabel.Pass, SurgeLabel.Pass)]
    public void Labels_follow_the_score(int total, SurgeLabel v2, SurgeLabel v1)
    {
        var score = new TwoPatternScore(Nothing, default, new BouncePattern(total, 0, 0, SurgeTiming.Good));

        (score.Label(66), SurgeScoreV1.Label(total, 66)).Should().Be((v2, v1));
    }

    [Fact]
    public void A_market_in_which_nobody_paid_anything_has_points_and_no_nonsense()
    {
        var score = SurgeScoreV2.Of([.. Days(30).Select(day => day with { Value = 0 })])!;

        score.Inputs.Should().BeEquivalentTo(new { Rsi = 100d, MonthlyRatio = 0d, DayRatio = 0d, DayRatioBefore = 0d, WeeklyVariation = 0d });
        score.Accumulation.Total.Should().Be(10 + 20, "it is calm, and on its support without a recovery");
    }

    [Fact]
    public void Every_part_of_every_score_is_given_with_its_inputs()
    {
        var scores = SurgeScores.Of(Days([100, 100, 100, 100, 95, 88, 82, 80, 83], newestValue: 2000))!;

        foreach (var predictor in SurgeScores.Predictors)
        {
            var parts = SurgeReasons.Of(scores, predictor);
            Math.Max(0, parts.Sum(part => part.Points)).Should().Be(scores.By(predictor));
            parts.Should().OnlyContain(part => SurgeReasons.Codes.Contains(part.Code) && part.Facts.Count > 0 && Math.Abs(part.Points) <= Math.Abs(part.Most));
        }
    }

    private static List<Candle> Days(int count) => [.. Enumerable.Range(0, count).Select(day => Closing(day, 100, 1000))];

    /// <summary>Thirty days: the given closes are the newest, the first of them stands for all before.</summary>
    private static List<Candle> Days(double[] newest, double newestValue)
    {
        var closes = Enumerable.Repeat(newest[0], 30 - newest.Length).Concat(newest).ToList();
        return [.. closes.Select((close, day) => Closing(day, close, day == 29 ? newestValue : 1000))];
    }

    private static Candle Closing(int day, double close, double value) => new(FirstDay.AddDays(day), close, close, close, close, 10, value);
}
