using CoinPulse.Core.Markets;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Core.Trading.Strategies.Swing;
using CoinPulse.Core.Trading.Strategies.Trend;
using CsCheck;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Rules;

public sealed class SettingsRulesTests
{
    private static readonly SwingSettings Good = new();

    [Fact]
    public void Settings_as_they_come_have_no_problem() => SettingsRules.Check(Good).Should().BeEmpty();

    [Theory]
    [InlineData(3, 3, false)]
    [InlineData(3, 2.9, false)]
    [InlineData(3, 3.1, true)]
    public void An_emergency_lies_beyond_the_stop(double stop, double emergency, bool allowed) =>
        Expect(Good with { StopLoss = (decimal)stop, Emergency = (decimal)emergency }, allowed, SettingsProblems.EmergencyNotBeyondStop, "Emergency");

    [Theory]
    [InlineData(8, 8, false)]
    [InlineData(8.1, 8, false)]
    [InlineData(7.9, 8, true)]
    [InlineData(0, 8, true)]
    public void Break_even_lies_under_the_target(double breakEven, double target, bool allowed) =>
        Expect(Good with { BreakEven = (decimal)breakEven, Target1 = (decimal)target }, allowed, SettingsProblems.BreakEvenNotBelowTarget, "BreakEven");

    [Theory]
    [InlineData(25, 22.4, false)]    // (1 + 25 %)(1 − 22.4 %) = 1 − 3 %: no better than the stop
    [InlineData(25, 22.3, true)]
    [InlineData(1, 5, false)]
    [InlineData(0, 50, true)]        // off
    public void Trailing_begins_above_the_stop(double from, double by, bool allowed) =>
        Expect(Good with { TrailFrom = (decimal)from, TrailBy = (decimal)by }, allowed, SettingsProblems.TrailingUnderStop, "TrailBy");

    [Theory]
    [InlineData(0.1, false)]
    [InlineData(0.2, true)]
    public void A_target_pays_for_the_fees_of_both_sides(double target, bool allowed) =>
        Expect(Good with { Target1 = (decimal)target, BreakEven = 0 }, allowed, SettingsProblems.TargetEatenByFees, "Target1");

    [Theory]
    [InlineData(8, false)]
    [InlineData(7.9, false)]
    [InlineData(8.1, true)]
    public void Targets_rise(double second, bool allowed) =>
        Expect(Good with { Target1 = 8, Share1 = 50, Target2 = (decimal)second, Share2 = 50 }, allowed, SettingsProblems.TargetsNotAscending, "Target2");

    [Fact]
    public void A_third_target_needs_a_second() =>
        Expect(Good with { Share1 = 50, Target3 = 20, Share3 = 50 }, false, SettingsProblems.TargetSkipped, "Target3");

    [Fact]
    public void A_target_sells_something() =>
        Expect(Good with { Share1 = 50, Target2 = 20, Share2 = 0 }, false, SettingsProblems.ShareMissing, "Share2");

    [Fact]
    public void A_share_belongs_to_a_target() =>
        Expect(Good with { Share1 = 50, Share2 = 50 }, false, SettingsProblems.ShareWithoutTarget, "Share2");

    [Theory]
    [InlineData(51, false)]
    [InlineData(50, true)]
    [InlineData(49, true)]
    public void Shares_are_at_most_the_whole(int second, bool allowed) =>
        Expect(Good with { Share1 = 50, Target2 = 20, Share2 = second }, allowed, SettingsProblems.SharesOverWhole, "Share2");

    [Fact]
    public void A_resting_target_covers_the_whole_position()
    {
        Expect(Good with { RestTarget = true }, true, SettingsProblems.RestingTargetNotWhole, "RestTarget");
        Expect(Good with { RestTarget = true, Share1 = 60 }, false, SettingsProblems.RestingTargetNotWhole, "RestTarget");
        Expect(Good with { RestTarget = true, Share1 = 50, Target2 = 20, Share2 = 50 }, false, SettingsProblems.RestingTargetNotWhole, "RestTarget");
    }

    // 10 % stop: 5,558 × 0.9 × 0.9995 = 4,999.7 and 5,559 × 0.9 × 0.9995 = 5,000.6.
    [Theory]
    [InlineData(5_558, false)]
    [InlineData(5_559, true)]
    public void An_amount_can_still_be_sold_at_its_stop(int amount, bool allowed) =>
        Expect(Good with { AmountPerEntry = amount, StopLoss = 10, Emergency = 20 }, allowed, SettingsProblems.AmountUnderMinimum, "AmountPerEntry");

    [Theory]
    [InlineData(20_000, 75, 25, false)]    // a quarter of it is 4,848
    [InlineData(21_000, 75, 25, true)]
    [InlineData(21_000, 80, 20, false)]
    [InlineData(20_000, 75, 10, false)]    // so is what is left over
    public void Each_part_can_be_sold_at_the_stop(int amount, int first, int second, bool allowed) =>
        Expect(Good with { AmountPerEntry = amount, Share1 = first, Target2 = 20, Share2 = second }, allowed, SettingsProblems.PartUnderMinimum, "AmountPerEntry");

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void A_value_outside_of_its_range_is_named_with_the_range(int score)
    {
        var problem = SettingsRules.Check(Good with { MinScore = score }).Should().ContainSingle().Subject;

        problem.Should().BeEquivalentTo(Problem.Of(SettingsProblems.OutOfRange, score, 1d, 100d).At("MinScore"));
    }

    [Theory]
    [InlineData(CandleUnit.Minute1, false)]
    [InlineData(CandleUnit.Week1, false)]
    [InlineData((CandleUnit)7, false)]
    [InlineData(CandleUnit.Minute15, true)]
    [InlineData(CandleUnit.Day1, true)]
    public void Only_an_offered_timeframe_is_taken(CandleUnit unit, bool allowed) =>
        Expect(Good with { Timeframe = unit }, allowed, SettingsProblems.TimeframeNotOffered, "Timeframe");

    [Fact]
    public void A_strategy_checks_its_own_part()
    {
        Expect(new TrendSettings { FastAverage = 48, SlowAverage = 48 }, false, SettingsProblems.AveragesNotApart, "FastAverage");
        Expect(new TrendSettings { LeastRange = 6, MostRange = 6 }, false, SettingsProblems.RangeBoundsCrossed, "LeastRange");
    }

    [Fact]
    public void Risk_settings_are_checked_by_range_and_market()
    {
        SettingsRules.Check(new RiskSettings()).Should().BeEmpty();

        SettingsRules.Check(new RiskSettings { StaleSeconds = 0, ExcludedMarkets = ["KRW-BTC", "bitcoin"] })
            .Select(problem => (problem.Code, problem.Field))
            .Should().Equal((SettingsProblems.OutOfRange, "StaleSeconds"), (SettingsProblems.MarketNotUnderstood, "ExcludedMarkets"));
    }

    [Fact]
    public void Shares_without_a_problem_leave_no_part_that_cannot_be_sold() =>
        Gen.Select(Gen.Int[5_500, 60_000], Gen.Int[1, 100], Gen.Int[0, 100], Gen.Int[0, 100], Gen.Int[1, 490]).Sample((amount, first, second, third, stop) =>
        {
            var settings = Good with
            {
                AmountPerEntry = amount,
                StopLoss = stop / 10m,
                Emergency = 60,
                Share1 = first,
                Target2 = second > 0 ? 20 : 0,
                Share2 = second,
                Target3 = second > 0 && third > 0 ? 30 : 0,
                Share3 = second > 0 ? third : 0,
            };
            if (SettingsRules.Check(settings).Count > 0) return;

            var left = 1m;
            foreach (var target in settings.ToExitPlan().Targets)
            {
                left -= target.Share.Fraction;
                AtStop(target.Share.Fraction).Should().BeGreaterThanOrEqualTo(5_000);
                if (left > 0) AtStop(left).Should().BeGreaterThanOrEqualTo(5_000);
            }

            decimal AtStop(decimal part) => amount * part * (1 - stop / 1000m) * 0.9995m;
        });

    private static void Expect(StrategySettings settings, bool allowed, string code, string field)
    {
        var found = SettingsRules.Check(settings).Where(problem => problem.Code == code).ToList();

        if (allowed) found.Should().BeEmpty();
        else found.Should().ContainSingle().Which.Field.Should().Be(field);
    }
}
