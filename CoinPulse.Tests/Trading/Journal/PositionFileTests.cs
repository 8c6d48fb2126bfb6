using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Journal;

/// <summary>Entry, fills and guard of one position.</summary>
public sealed class PositionFileTests
{
    [Fact]
    public void Before_the_first_fill_there_is_no_guard()
    {
        var story = new Story();
        story.Accept(story.Entry);

        story.File.Guard.Should().BeNull();
        story.Position.State.Should().Be(PositionState.Opening);
    }

    [Fact]
    public void The_guard_is_there_from_the_first_fill_for_exactly_what_filled()
    {
        var story = new Story();

        story.Fill(story.Entry, 4, 1_000);

        story.Position.State.Should().Be(PositionState.Opening);
        (story.Guard.IsLive, story.Guard.Quantity).Should().Be((true, new Quantity(4)));
        PositionConsistency.Holds(story);
    }

    [Fact]
    public void It_covers_what_was_bought_less_what_was_sold()
    {
        var story = new Story();
        story.Fill(story.Entry, 4, 1_000);
        story.Fill(story.Entry, 6, 1_010);
        story.Fill(story.Exit(10), 3, 940);

        story.Guard.Quantity.Should().Be(new Quantity(7));
        PositionConsistency.Holds(story);
    }

    [Fact]
    public void An_entry_that_is_cut_short_opens_with_what_it_got()
    {
        var story = new Story();
        story.Fill(story.Entry, 4, 1_000, ends: true);

        (story.Position.State, story.Entry.State, story.Guard.Quantity).Should().Be((PositionState.Open, IntentState.Cancelled, new Quantity(4)));
    }

    [Fact]
    public void An_entry_that_fills_nothing_is_abandoned_without_a_guard()
    {
        var story = new Story();
        story.Cancel(story.Entry);

        story.Position.State.Should().Be(PositionState.Abandoned);
        story.File.Guard.Should().BeNull();
        story.File.NewPostings.Should().BeEmpty();
    }

    [Fact]
    public void A_trade_told_twice_counts_once()
    {
        var story = new Story();
        var order = story.Fill(story.Entry, 10, 1_000);

        story.File.Follow(order, Story.Now, Story.Now).Should().BeEmpty();

        (story.Position.Bought, story.Entry.Executed, story.File.NewFills.Count).Should().Be((new Quantity(10), new Quantity(10), 1));
        PositionConsistency.Holds(story);
    }

    [Fact]
    public void An_order_is_over_only_when_each_of_its_trades_is_told()
    {
        var story = new Story();
        story.Trade(story.Entry, 4, 1_000);
        var whole = story.Trade(story.Entry, 6, 1_000);

        story.Tell(whole with { Trades = [whole.Trades[0]] });
        (story.Entry.IsLive, story.Position.State, story.Guard.Quantity).Should().Be((true, PositionState.Opening, new Quantity(4)));

        story.Tell(whole);
        (story.Entry.State, story.Position.State, story.Guard.Quantity).Should().Be((IntentState.Filled, PositionState.Open, new Quantity(10)));
        PositionConsistency.Holds(story);
    }

    [Fact]
    public void Profit_after_fees_is_what_the_cash_gained()
    {
        var story = Story.Holding(quantity: 7);
        var exit = story.Exit(7);
        story.Fill(exit, 2.3333m, 951);
        story.Fill(exit, 4.6667m, 949);

        story.Position.State.Should().Be(PositionState.Closed);
        story.Position.Profit.Should().Be(story.CashChange);
        story.Position.HeldFunds.Should().Be(Krw.Zero);
        PositionConsistency.Holds(story);
    }

    [Fact]
    public void A_gain_that_the_fees_eat_is_no_win()
    {
        var story = Story.Holding();
        story.Fill(story.Exit(10), 10, 1_000.5m);

        (story.Position.SoldFunds > story.Position.BoughtFunds, story.Position.IsWin).Should().Be((true, false));
    }
}
