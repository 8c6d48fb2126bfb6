using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Journal;

/// <summary>Trades that are told late: after a refusal, after the end, after the position is being left.</summary>
public sealed class LateFillTests
{
    [Fact]
    public void A_stop_while_still_buying_sells_what_fills_after_it_too()
    {
        var story = new Story();
        story.Fill(story.Entry, 4, 1_000);
        story.Leave(4);
        story.Position.State.Should().Be(PositionState.Opening);

        story.Fill(story.Entry, 3, 1_000, ends: true);

        (story.Position.State, story.Position.ClosedBecause, story.Position.ExitLeaves, story.Guard.Quantity)
            .Should().Be((PositionState.Closing, ExitReason.StopLoss, Quantity.Zero, new Quantity(7)));
        story.Fill(story.Sell(7), 7, 940);
        story.Position.State.Should().Be(PositionState.Closed);
        PositionConsistency.Holds(story);
    }

    [Fact]
    public void Late_fills_of_a_refused_entry_bring_the_position_back_under_guard()
    {
        var story = new Story();
        story.File.Refuse(story.Entry.Key, FaultNames.NeverArrived, "", Story.Now, Story.Now);

        story.Fill(story.Entry, 10, 1_000);

        (story.Position.State, story.Guard.IsLive, story.Guard.Quantity).Should().Be((PositionState.Open, true, new Quantity(10)));
        PositionConsistency.Holds(story);
    }

    [Fact]
    public void Late_fills_of_an_entry_that_was_over_are_guarded_with_the_rest()
    {
        var story = new Story();
        story.Fill(story.Entry, 4, 1_000, ends: true);

        story.Tell(story.Trade(story.Entry, 2, 1_000, ends: true));

        (story.Position.State, story.Entry.State, story.Guard.Quantity).Should().Be((PositionState.Open, IntentState.Cancelled, new Quantity(6)));
        PositionConsistency.Holds(story);
    }

    [Fact]
    public void Late_fills_after_the_last_sale_are_left_like_the_rest()
    {
        var story = new Story();
        story.Fill(story.Entry, 4, 1_000, ends: true);
        story.Fill(story.Exit(4), 4, 940);

        story.Tell(story.Trade(story.Entry, 2, 1_000, ends: true));

        (story.Position.State, story.Guard.IsLive, story.Guard.Quantity).Should().Be((PositionState.Closing, true, new Quantity(2)));
        PositionConsistency.Holds(story);
    }

    [Fact]
    public void A_sale_told_after_the_end_is_booked_and_what_was_sold_too_much_is_shown()
    {
        var story = Story.Holding();
        var first = story.Exit(10);
        story.Fill(first, 10, 950);
        var late = story.Trade(first, 1, 940, ends: true);

        story.Tell(late);

        story.Position.State.Should().Be(PositionState.Closed);
        (story.Position.Sold, story.Position.Held).Should().Be((new Quantity(11), Quantity.Zero));
        PositionConsistency.Holds(story);
        story.File.NewPostings.Where(line => line.Line == Core.Trading.Books.BookLine.Coins).Aggregate(Quantity.Zero, (sum, line) => sum + line.Coins)
            .Should().Be(new Quantity(-1), "the coin was the person's own and the books say that it is gone");
        story.File.NewActs.Should().Contain(act => act.Act == "trading.position_oversold" && act.Why.Facts["quantity"] == "1");
    }

    [Fact]
    public void An_entry_that_is_left_before_it_bought_anything_is_sold_when_it_fills_after_all()
    {
        var story = new Story();
        story.Accept(story.Entry);
        story.Leave(0, ExitReason.ByPerson);

        story.Fill(story.Entry, 3, 1_000, ends: true);

        (story.Position.State, story.Position.ClosedBecause, story.Position.ExitLeaves).Should().Be((PositionState.Closing, ExitReason.ByPerson, Quantity.Zero));
        story.Fill(story.Sell(3), 3, 990);
        story.Position.State.Should().Be(PositionState.Closed);
        PositionConsistency.Holds(story);
    }
}
