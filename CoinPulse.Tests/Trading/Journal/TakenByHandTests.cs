using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Journal;

public sealed class TakenByHandTests
{
    private static readonly ExitEvidence Evidence = new(null, null, new Price(1_000), new Krw(5_000), Story.Now);

    [Fact]
    public void A_sale_by_hand_shrinks_guard_and_position_together()
    {
        var story = Story.Holding();
        Take(story, 4, "hand-1");

        (story.Position.State, story.Position.Held, story.Guard.Quantity).Should().Be((PositionState.Open, new Quantity(6), new Quantity(6)));
        PositionConsistency.Holds(story);
    }

    [Fact]
    public void What_the_person_left_is_not_sold_for_it()
    {
        var story = Story.Holding();
        Take(story, 4, "hand-1");

        story.Position.ClosedBecause.Should().BeNull();
        PositionMoves.Next(story.File, Evidence).Kind.Should().Be(MoveKind.Rest);
    }

    [Fact]
    public void Told_twice_it_counts_once()
    {
        var story = Story.Holding();
        Take(story, 4, "hand-1");
        Take(story, 4, "hand-1");

        story.Position.TakenByHand.Should().Be(new Quantity(4));
    }

    [Fact]
    public void With_the_last_coin_the_position_closes_as_sold_by_hand()
    {
        var story = Story.Holding();
        Take(story, 4, "hand-1");
        Take(story, 6, "hand-2");

        (story.Position.State, story.Position.ClosedBecause, story.Guard.IsLive).Should().Be((PositionState.Closed, ExitReason.SoldByHand, false));
        story.Position.WhySold!.Facts["quantity"].Should().Be("10");
        story.Position.Profit.Should().Be(story.CashChange);
        PositionConsistency.Holds(story);
    }

    [Fact]
    public void While_still_buying_it_leaves_the_later_fills_under_guard()
    {
        var story = new Story();
        story.Fill(story.Entry, 4, 1_000);
        Take(story, 4, "hand-1");
        story.Fill(story.Entry, 6, 1_000);

        (story.Position.State, story.Guard.IsLive, story.Guard.Quantity, story.Position.ClosedBecause)
            .Should().Be((PositionState.Open, true, new Quantity(6), null));
    }

    [Fact]
    public void A_partial_target_that_the_person_overtook_returns_to_open()
    {
        var story = Story.Holding(Story.Plain with { Targets = [new ExitTarget(Percent.Of(2), Percent.Of(50)), new ExitTarget(Percent.Of(4), Percent.Of(50))] });
        var exit = story.Exit(5, ExitReason.TakeProfit);
        story.File.Refuse(exit.Key, FaultNames.Of(ExchangeFaultKind.Busy), "", Story.Now, Story.Now);

        Take(story, 7, "hand-1");

        (story.Position.State, story.Position.ClosedBecause, story.Guard.Quantity).Should().Be((PositionState.Open, null, new Quantity(3)));
    }

    [Fact]
    public void Coins_moved_away_leave_at_what_they_had_cost_and_only_the_fee_of_buying_them_is_lost()
    {
        var story = Story.Holding();
        story.File.TakeByHand(new Quantity(10), null, "withdrawal-1", Story.Now);

        (story.Position.State, story.Guard.IsLive).Should().Be((PositionState.Closed, false));
        story.Position.Profit.Should().Be(-story.Position.BoughtFees);
        story.Position.IsWin.Should().BeFalse();
        PositionConsistency.Holds(story);
    }

    [Fact]
    public void Dust_closes_the_position_and_stays_in_the_books_as_coins()
    {
        var story = Story.Holding();
        story.Fill(story.Exit(10), 9, 950, ends: true);
        var lines = story.File.NewPostings.Count;

        story.File.BookDust(Story.Now);

        (story.Position.State, story.Position.ClosedBecause, story.Guard.IsLive).Should().Be((PositionState.Closed, ExitReason.StopLoss, false));
        story.File.NewPostings.Should().HaveCount(lines);
        story.Position.TakenByHand.Should().Be(new Quantity(1));
    }

    private static void Take(Story story, decimal quantity, string trade) =>
        story.File.TakeByHand(new Quantity(quantity), new Krw(quantity * 1_000), trade, Story.Now);
}
