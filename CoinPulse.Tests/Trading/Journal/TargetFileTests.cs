using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Journal;

/// <summary>Targets that rest at the exchange or are sold in parts.</summary>
public sealed class TargetFileTests
{
    private static readonly ExitPlan HalfAndHalf =
        Story.Plain with { Targets = [new ExitTarget(Percent.Of(2), Percent.Of(50)), new ExitTarget(Percent.Of(4), Percent.Of(50))] };

    [Fact]
    public void A_partial_target_returns_to_open_and_counts_the_target()
    {
        var story = Story.Holding(HalfAndHalf);
        story.Fill(story.Exit(5, ExitReason.TakeProfit), 5, 1_022);

        (story.Position.State, story.Position.ClosedBecause, story.Guard.TargetsReached, story.Guard.Quantity)
            .Should().Be((PositionState.Open, null, 1, new Quantity(5)));
        PositionConsistency.Holds(story);
    }

    [Fact]
    public void A_stop_during_a_partial_target_takes_everything()
    {
        var story = Story.Holding(HalfAndHalf);
        var exit = story.Exit(5, ExitReason.TakeProfit);
        story.Leave(10);
        story.Fill(exit, 5, 1_000);

        (story.Position.State, story.Position.ClosedBecause, story.Position.ExitLeaves).Should().Be((PositionState.Closing, ExitReason.StopLoss, Quantity.Zero));
        PositionConsistency.Holds(story);
    }

    [Fact]
    public void A_resting_target_that_fills_whole_closes_as_profit_taken()
    {
        var story = Story.Holding(Story.Plain with { RestTarget = true });
        story.Fill(story.Rest(10), 10, 1_032);

        (story.Position.State, story.Position.ClosedBecause, story.Position.IsWin, story.Guard.IsLive)
            .Should().Be((PositionState.Closed, ExitReason.TakeProfit, true, false));
        PositionConsistency.Holds(story);
    }

    [Fact]
    public void A_target_partly_filled_shrinks_the_guard()
    {
        var story = Story.Holding(Story.Plain with { RestTarget = true });
        story.Fill(story.Rest(10), 4, 1_032);

        (story.Position.State, story.Guard.Quantity).Should().Be((PositionState.Open, new Quantity(6)));
        PositionConsistency.Holds(story);
    }

    [Fact]
    public void A_partial_target_while_still_buying_does_not_count_the_later_fills_as_its_own()
    {
        var story = new Story(HalfAndHalf);
        story.Fill(story.Entry, 4, 1_000);
        story.Leave(2, ExitReason.TakeProfit);

        story.Fill(story.Entry, 3, 1_000, ends: true);
        (story.Position.State, story.Position.Held, story.Position.ExitLeaves).Should().Be((PositionState.Closing, new Quantity(7), new Quantity(5)));

        story.Fill(story.Sell(2), 2, 1_030);
        (story.Position.State, story.Guard.Quantity, story.Guard.TargetsReached).Should().Be((PositionState.Open, new Quantity(5), 1));
        PositionConsistency.Holds(story);
    }

    [Fact]
    public void A_target_that_the_person_takes_back_is_held_here_and_that_is_said()
    {
        var story = Story.Holding(Story.Plain with { RestTarget = true });
        story.Cancel(story.Rest(10));

        story.Guard.HoldsTargetItself.Should().BeTrue();
        story.File.NewActs.Should().Contain(act => act.Act == "trading.target_taken_back" && act.Why.Facts["level"] == "1032");
    }
}
