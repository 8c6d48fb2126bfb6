using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Guards;

/// <summary>Ten coins bought at 1,000 with a fee of 0.05 %: each cost 1,000.5.</summary>
public sealed class GuardTests
{
    private static readonly ExitPlan Rising = Story.Plain with
    {
        Targets = [new ExitTarget(Percent.Of(50), Percent.Of(100))],
        BreakEven = Percent.Of(1.5m),
        TrailFrom = Percent.Of(4),
        TrailBy = Percent.Of(1),
    };

    [Fact]
    public void Its_limits_stand_where_the_formulas_put_them()
    {
        var guard = Story.Holding().Guard;

        guard.Cost.Should().Be(new Price(1_000.5m));
        guard.Stop.Should().Be(new Price(950.475m));
        guard.EmergencyPrice.Should().Be(new Price(900.45m));
        guard.NextTarget.Should().Be(new Price(1_032), "1,000.5 × 1.03 / 0.9995 = 1,031.03…, up to the tick");
    }

    [Theory]
    [InlineData("950.475", ExitReason.StopLoss)]
    [InlineData("950.476", null)]
    [InlineData("900.451", ExitReason.StopLoss)]
    [InlineData("900.45", ExitReason.Emergency)]
    [InlineData("700", ExitReason.Emergency)]
    [InlineData("1031", null)]
    [InlineData("1032", ExitReason.TakeProfit)]
    [InlineData("1100", ExitReason.TakeProfit)]
    public void Targets_fire_at_or_above_and_stops_at_or_below(string price, ExitReason? because) =>
        (See(Story.Holding().Guard, price)?.Because).Should().Be(because);

    [Fact]
    public void Between_its_limits_nothing_fires() => See(Story.Holding().Guard, "1000").Should().BeNull();

    [Fact]
    public void The_target_leaves_the_promised_gain_after_the_fee_of_the_sale()
    {
        var guard = Story.Holding().Guard;

        var left = guard.NextTarget!.Value * (1 - Story.FeeRate);

        left.Should().BeGreaterThanOrEqualTo(guard.Cost * 1.03m);
        (KrwTicks.Below(guard.NextTarget.Value) * (1 - Story.FeeRate)).Should().BeLessThan(guard.Cost * 1.03m, "one tick less would not");
    }

    [Theory]
    [InlineData("1015.507", StopKind.Loss, "950.475")]
    [InlineData("1015.5075", StopKind.BreakEven, "1002")]
    [InlineData("1040.51", StopKind.BreakEven, "1002")]
    [InlineData("1040.52", StopKind.Trailing, "1030.1148")]
    [InlineData("1100", StopKind.Trailing, "1089")]
    public void A_rising_price_lifts_the_stop(string price, StopKind kind, string stop)
    {
        var guard = Story.Holding(Rising).Guard;

        See(guard, price).Should().BeNull("a price that lifts the stop does not hit it");

        (guard.StopKind, guard.Stop).Should().Be((kind, P(stop)));
    }

    [Fact]
    public void A_sale_at_the_break_even_stop_loses_nothing()
    {
        var guard = Story.Holding(Rising).Guard;
        See(guard, "1016");

        (guard.Stop * (1 - Story.FeeRate)).Should().BeGreaterThanOrEqualTo(guard.Cost);
    }

    [Theory]
    [InlineData("1016", "1002", ExitReason.BreakEven)]
    [InlineData("1100", "1089", ExitReason.TrailingStop)]
    [InlineData("1100", "900.45", ExitReason.Emergency)]
    public void The_stop_says_what_had_lifted_it(string peak, string price, ExitReason because)
    {
        var guard = Story.Holding(Rising).Guard;
        See(guard, peak);

        See(guard, price)!.Because.Should().Be(because);
    }

    [Fact]
    public void A_price_that_lifts_the_stop_above_itself_does_not_hit_it()
    {
        // Break-even is reached at one ten-thousandth of gain, so the stop goes to 1,002 while the price is 1,001.
        var guard = Story.Holding(Rising with { BreakEven = Percent.Of(0.01m) }).Guard;

        See(guard, "1001").Should().BeNull();
        guard.Stop.Should().Be(new Price(1_002));
        See(guard, "1001")!.Because.Should().Be(ExitReason.BreakEven);
    }

    [Fact]
    public void Stops_only_rise()
    {
        var guard = Story.Holding(Rising).Guard;
        See(guard, "1100");

        See(guard, "1090");
        guard.LearnFrom(Story.Holding(Rising).Guard);
        guard.MoveStop(new Price(1_000)).Should().BeFalse();

        (guard.Stop, guard.Peak).Should().Be((new Price(1_089), new Price(1_100)));
    }

    [Fact]
    public void A_cheaper_second_fill_lowers_the_cost_but_not_the_stop()
    {
        var story = new Story();
        story.Fill(story.Entry, 5, 1_000);

        story.Fill(story.Entry, 5, 900);

        story.Guard.Cost.Should().Be(new Price(950.475m));
        story.Guard.Stop.Should().Be(new Price(950.475m), "the first fill had put it there");
    }

    [Fact]
    public void A_guard_learns_the_higher_peak_and_stop_of_another_look()
    {
        var (guard, other) = (Story.Holding(Rising).Guard, Story.Holding(Rising).Guard);
        See(other, "1100");

        guard.LearnFrom(other);

        (guard.Peak, guard.Stop, guard.StopKind).Should().Be((new Price(1_100), new Price(1_089), StopKind.Trailing));
    }

    [Theory]
    [InlineData(59, null)]
    [InlineData(60, ExitReason.TimeLimit)]
    public void Time_is_up_when_it_is_up(int minutes, ExitReason? because)
    {
        var guard = Story.Holding(Story.Plain with { LongestHold = TimeSpan.FromHours(1) }).Guard;

        (guard.See(new Price(1_000), Story.Now.AddMinutes(minutes), targetRests: false)?.Because).Should().Be(because);
    }

    [Theory]
    [InlineData("900", ExitReason.Emergency)]
    [InlineData("950", ExitReason.StopLoss)]
    [InlineData("1032", ExitReason.TakeProfit)]
    [InlineData("1000", ExitReason.TimeLimit)]
    public void Where_several_fire_the_gravest_wins(string price, ExitReason because)
    {
        var guard = Story.Holding(Story.Plain with { LongestHold = TimeSpan.FromHours(1) }).Guard;

        guard.See(P(price), Story.Now.AddDays(1), targetRests: false)!.Because.Should().Be(because);
    }

    [Theory]
    [InlineData(false, ExitReason.TakeProfit)]
    [InlineData(true, ExitReason.TrailingStop)]
    public void Where_target_and_trailing_stop_fire_at_one_price_it_is_the_target_unless_that_rests(bool rests, ExitReason because)
    {
        // The peak of 1,100 was seen by candles while nobody watched; now the price stands under the trailing stop of 1,089 and over the target of 1,032.
        var guard = Story.Holding(Rising with { Targets = [new ExitTarget(Percent.Of(3), Percent.Of(50)), new ExitTarget(Percent.Of(50), Percent.Of(50))] }).Guard;
        guard.Lift(new Price(1_100));

        var trigger = guard.See(new Price(1_080), Story.Now, rests)!;

        (trigger.Because, trigger.Quantity).Should().Be((because, new Quantity(10)), "both fire, so everything goes");
    }

    [Fact]
    public void Targets_sell_their_shares_of_all_that_was_bought_and_the_last_takes_the_rest()
    {
        var story = Story.Holding(Story.Plain with
        {
            Targets = [new ExitTarget(Percent.Of(2), Percent.Of(30)), new ExitTarget(Percent.Of(4), Percent.Of(30)), new ExitTarget(Percent.Of(6), Percent.Of(40))],
        });

        var sold = new List<decimal>();
        foreach (var price in (string[])["1022", "1042", "1062"])
        {
            var trigger = See(story.Guard, price)!;
            sold.Add(trigger.Quantity.Value);
            story.Fill(story.Exit(trigger.Quantity.Value, trigger.Because), trigger.Quantity.Value, P(price).Value);
        }

        sold.Should().Equal(3m, 3m, 4m);
        story.Position.State.Should().Be(PositionState.Closed);
    }

    [Fact]
    public void A_target_that_rests_at_the_exchange_is_not_watched_here()
    {
        var guard = Story.Holding().Guard;

        guard.See(new Price(1_100), Story.Now, targetRests: true).Should().BeNull();
        guard.See(new Price(950), Story.Now, targetRests: true)!.Because.Should().Be(ExitReason.StopLoss);
    }

    [Fact]
    public void Only_the_last_target_rests_and_only_until_a_person_takes_it_back()
    {
        var story = Story.Holding(Story.Plain with { RestTarget = true, Targets = [new ExitTarget(Percent.Of(2), Percent.Of(50)), new ExitTarget(Percent.Of(4), Percent.Of(50))] });
        story.Guard.WantsRestingTarget.Should().BeFalse();

        story.Fill(story.Exit(5, ExitReason.TakeProfit), 5, 1_022);
        story.Guard.WantsRestingTarget.Should().BeTrue();

        story.Cancel(story.Rest(5, 1_042));
        story.Guard.WantsRestingTarget.Should().BeFalse();
        See(story.Guard, "1042")!.Quantity.Should().Be(new Quantity(5));
    }

    private static GuardTrigger? See(Guard guard, string price) => guard.See(P(price), Story.Now, targetRests: false);

    private static Price P(string price) => new(decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture));
}
