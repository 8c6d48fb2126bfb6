using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Journal;

public sealed class PositionFileTests
{
    private static readonly ExitPlan HalfAndHalf =
        Story.Plain with { Targets = [new ExitTarget(Percent.Of(2), Percent.Of(50)), new ExitTarget(Percent.Of(4), Percent.Of(50))] };

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
        Consistent(story);
    }

    [Fact]
    public void It_covers_what_was_bought_less_what_was_sold()
    {
        var story = new Story();
        story.Fill(story.Entry, 4, 1_000);
        story.Fill(story.Entry, 6, 1_010);
        story.Fill(story.Exit(10), 3, 940);

        story.Guard.Quantity.Should().Be(new Quantity(7));
        Consistent(story);
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
        Consistent(story);
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
        Consistent(story);
    }

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
        Consistent(story);
    }

    [Fact]
    public void A_partial_target_returns_to_open_and_counts_the_target()
    {
        var story = Story.Holding(HalfAndHalf);
        story.Fill(story.Exit(5, ExitReason.TakeProfit), 5, 1_022);

        (story.Position.State, story.Position.ClosedBecause, story.Guard.TargetsReached, story.Guard.Quantity)
            .Should().Be((PositionState.Open, null, 1, new Quantity(5)));
        Consistent(story);
    }

    [Fact]
    public void A_stop_during_a_partial_target_takes_everything()
    {
        var story = Story.Holding(HalfAndHalf);
        var exit = story.Exit(5, ExitReason.TakeProfit);
        story.Leave(10);
        story.Fill(exit, 5, 1_000);

        (story.Position.State, story.Position.ClosedBecause, story.Position.ExitLeaves).Should().Be((PositionState.Closing, ExitReason.StopLoss, Quantity.Zero));
        Consistent(story);
    }

    [Fact]
    public void The_graver_reason_is_kept()
    {
        var story = Story.Holding();
        story.Leave(10, ExitReason.Emergency);
        story.Leave(10, ExitReason.TimeLimit);

        story.Position.ClosedBecause.Should().Be(ExitReason.Emergency);
    }

    [Fact]
    public void A_resting_target_that_fills_whole_closes_as_profit_taken()
    {
        var story = Story.Holding(Story.Plain with { RestTarget = true });
        story.Fill(story.Rest(10), 10, 1_032);

        (story.Position.State, story.Position.ClosedBecause, story.Position.IsWin, story.Guard.IsLive)
            .Should().Be((PositionState.Closed, ExitReason.TakeProfit, true, false));
        Consistent(story);
    }

    [Fact]
    public void A_target_partly_filled_shrinks_the_guard()
    {
        var story = Story.Holding(Story.Plain with { RestTarget = true });
        story.Fill(story.Rest(10), 4, 1_032);

        (story.Position.State, story.Guard.Quantity).Should().Be((PositionState.Open, new Quantity(6)));
        Consistent(story);
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
        Consistent(story);
    }

    [Fact]
    public void A_gain_that_the_fees_eat_is_no_win()
    {
        var story = Story.Holding();
        story.Fill(story.Exit(10), 10, 1_000.5m);

        (story.Position.SoldFunds > story.Position.BoughtFunds, story.Position.IsWin).Should().Be((true, false));
    }

    [Fact]
    public void Late_fills_of_a_refused_entry_bring_the_position_back_under_guard()
    {
        var story = new Story();
        story.File.Refuse(story.Entry.Key, FaultNames.NeverArrived, "", Story.Now, Story.Now);

        story.Fill(story.Entry, 10, 1_000);

        (story.Position.State, story.Guard.IsLive, story.Guard.Quantity).Should().Be((PositionState.Open, true, new Quantity(10)));
        Consistent(story);
    }

    [Fact]
    public void Late_fills_of_an_entry_that_was_over_are_guarded_with_the_rest()
    {
        var story = new Story();
        story.Fill(story.Entry, 4, 1_000, ends: true);

        story.Tell(story.Trade(story.Entry, 2, 1_000, ends: true));

        (story.Position.State, story.Entry.State, story.Guard.Quantity).Should().Be((PositionState.Open, IntentState.Cancelled, new Quantity(6)));
        Consistent(story);
    }

    [Fact]
    public void Late_fills_after_the_last_sale_are_left_like_the_rest()
    {
        var story = new Story();
        story.Fill(story.Entry, 4, 1_000, ends: true);
        story.Fill(story.Exit(4), 4, 940);

        story.Tell(story.Trade(story.Entry, 2, 1_000, ends: true));

        (story.Position.State, story.Guard.IsLive, story.Guard.Quantity).Should().Be((PositionState.Closing, true, new Quantity(2)));
        Consistent(story);
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
        Consistent(story);
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
        Consistent(story);
        story.File.NewPostings.Where(line => line.Line == Core.Trading.Books.BookLine.Coins).Aggregate(Quantity.Zero, (sum, line) => sum + line.Coins)
            .Should().Be(new Quantity(-1), "the coin was the person's own and the books say that it is gone");
        story.File.NewActs.Should().Contain(act => act.Act == "trading.position_oversold" && act.Why.Facts["quantity"] == "1");
    }

    [Theory]
    [InlineData(ExitReason.Emergency, ExitReason.Emergency)]
    [InlineData(ExitReason.StopLoss, ExitReason.StopLoss)]
    [InlineData(ExitReason.BreakEven, ExitReason.BreakEven)]
    [InlineData(ExitReason.TakeProfit, ExitReason.ByPerson)]
    [InlineData(ExitReason.TrailingStop, ExitReason.ByPerson)]
    [InlineData(ExitReason.StrategyExit, ExitReason.ByPerson)]
    [InlineData(ExitReason.TimeLimit, ExitReason.ByPerson)]
    public void The_persons_word_stands_over_everything_but_a_loss_that_had_already_fired(ExitReason earlier, ExitReason shown)
    {
        var story = Story.Holding();
        story.Leave(10, earlier);

        story.Leave(10, ExitReason.ByPerson);

        (story.Position.ClosedBecause, story.Position.WhySold!.Code).Should().Be((shown, shown.ToString()));
    }

    [Fact]
    public void Once_the_person_has_said_sell_no_guard_takes_the_reason_away()
    {
        var story = Story.Holding();
        story.Leave(10, ExitReason.ByPerson);

        story.Leave(10, ExitReason.Emergency);

        story.Position.ClosedBecause.Should().Be(ExitReason.ByPerson);
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
        Consistent(story);
    }

    [Fact]
    public void A_target_that_the_person_takes_back_is_held_here_and_that_is_said()
    {
        var story = Story.Holding(Story.Plain with { RestTarget = true });
        story.Cancel(story.Rest(10));

        story.Guard.HoldsTargetItself.Should().BeTrue();
        story.File.NewActs.Should().Contain(act => act.Act == "trading.target_taken_back" && act.Why.Facts["level"] == "1032");
    }

    /// <summary>Invariants 2, 3 and 5, as far as one position shows them.</summary>
    internal static void Consistent(Story story)
    {
        story.BooksSum.Should().Be(Krw.Zero);
        story.Position.Held.Should().BeGreaterThanOrEqualTo(Quantity.Zero);
        (story.File.Guard is { IsLive: true }).Should().Be(story.Position.Held.IsPositive, "coins and guard come and go together");
        (story.File.Guard?.Quantity ?? Quantity.Zero).Should().Be(story.Position.Held);
        if (story.Position.Held.IsPositive) story.Position.IsLive.Should().BeTrue();
    }
}
