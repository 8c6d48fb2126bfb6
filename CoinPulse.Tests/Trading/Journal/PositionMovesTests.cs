using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Journal;

public sealed class PositionMovesTests
{
    private static readonly ExitEvidence Evidence = new(null, new Quantity(1_000), new Price(1_000), new Krw(5_000), Story.Now);

    private static readonly ExitPlan Resting = Story.Plain with { RestTarget = true };

    [Theory]
    [InlineData(IntentState.Planned, MoveKind.Resolve)]
    [InlineData(IntentState.Sent, MoveKind.Resolve)]
    [InlineData(IntentState.Unknown, MoveKind.Resolve)]
    [InlineData(IntentState.Accepted, MoveKind.Follow)]
    [InlineData(IntentState.PartiallyFilled, MoveKind.Follow)]
    public void An_entry_is_asked_about_until_it_is_seen_then_followed(IntentState state, MoveKind move)
    {
        var story = new Story();
        Bring(story, story.Entry, state);

        Next(story).Should().Be(new PositionMove(move, story.Entry));
    }

    [Theory]
    [InlineData(IntentState.Planned, MoveKind.Resolve)]
    [InlineData(IntentState.Sent, MoveKind.Resolve)]
    [InlineData(IntentState.Unknown, MoveKind.Resolve)]
    [InlineData(IntentState.Accepted, MoveKind.Follow)]
    [InlineData(IntentState.PartiallyFilled, MoveKind.Follow)]
    public void So_is_an_exit(IntentState state, MoveKind move)
    {
        var story = Story.Holding();
        var exit = story.Exit(10);
        Bring(story, exit, state);

        Next(story).Should().Be(new PositionMove(move, exit));
    }

    [Theory]
    [InlineData(IntentState.Planned, MoveKind.Resolve)]
    [InlineData(IntentState.Unknown, MoveKind.Resolve)]
    [InlineData(IntentState.Accepted, MoveKind.Rest)]
    [InlineData(IntentState.PartiallyFilled, MoveKind.Rest)]
    public void A_target_that_stands_at_the_exchange_is_left_there(IntentState state, MoveKind move)
    {
        var story = Story.Holding(Resting);
        Bring(story, Next(story).Order!, state);

        Next(story).Kind.Should().Be(move);
    }

    [Fact]
    public void A_stop_while_buying_cancels_the_rest_of_the_entry_first()
    {
        var story = new Story();
        story.Fill(story.Entry, 4, 1_000);
        story.Leave(4);

        Next(story).Should().Be(new PositionMove(MoveKind.Cancel, story.Entry));
    }

    [Fact]
    public void An_entry_that_is_to_be_left_is_cancelled_though_it_has_bought_nothing()
    {
        var story = new Story();
        story.Accept(story.Entry);
        story.Leave(0, ExitReason.ByPerson);

        Next(story).Should().Be(new PositionMove(MoveKind.Cancel, story.Entry));
    }

    [Fact]
    public void A_partial_target_while_still_buying_stops_the_buying_and_sells_only_its_share()
    {
        var story = new Story(Story.Plain with { Targets = [new ExitTarget(Percent.Of(2), Percent.Of(50)), new ExitTarget(Percent.Of(4), Percent.Of(50))] }, quantity: 40);
        story.Fill(story.Entry, 20, 1_000);
        story.Leave(10, ExitReason.TakeProfit);
        Next(story).Should().Be(new PositionMove(MoveKind.Cancel, story.Entry));

        story.Fill(story.Entry, 8, 1_000, ends: true);

        Next(story).Order!.Quantity.Should().Be(new Quantity(10));
    }

    [Fact]
    public void An_entry_that_cannot_be_seen_is_found_before_anything_is_sold()
    {
        var story = new Story();
        story.Fill(story.Entry, 4, 1_000);
        story.Leave(4);
        story.File.LoseSight(story.Entry.Key, "cut", Story.Now);

        Next(story).Should().Be(new PositionMove(MoveKind.Resolve, story.Entry));
    }

    [Fact]
    public void An_open_position_rests_its_target_once()
    {
        var story = Story.Holding(Resting);

        var target = Next(story).Order!;

        (target.Leg, target.Limit, target.Quantity, target.SelfMatch).Should().Be((Leg.Target, new Price(1_032), new Quantity(10), SelfMatch.CancelTaker));
        story.Accept(target);
        Next(story).Should().Be(PositionMove.Rest);
    }

    [Fact]
    public void A_target_under_the_minimum_is_watched_instead() => Next(Story.Holding(Resting, quantity: 4)).Should().Be(PositionMove.Rest);

    [Fact]
    public void A_watched_target_leaves_an_open_position_at_rest() => Next(Story.Holding()).Should().Be(PositionMove.Rest);

    [Fact]
    public void A_stop_sells_everything_at_market()
    {
        var story = Story.Holding();
        story.Leave(10);

        var exit = Next(story).Order!;

        (exit.Leg, exit.Kind, exit.Quantity, exit.Route, exit.SelfMatch, exit.Attempt)
            .Should().Be((Leg.Exit, OrderKind.MarketSell, new Quantity(10), IntentRoute.Order, SelfMatch.CancelMaker, 1));
    }

    [Fact]
    public void A_stop_over_a_resting_target_takes_the_place_of_what_is_left_of_it()
    {
        var story = Story.Holding(Resting);
        var target = story.Rest(10);
        story.Fill(target, 3, 1_032);
        story.Leave(7);

        var exit = Next(story).Order!;

        (exit.Route, exit.Replaces, exit.Quantity).Should().Be((IntentRoute.CancelAndSell, target.Key, new Quantity(7)));
        Next(story).Should().Be(new PositionMove(MoveKind.HandOver, exit));
    }

    [Fact]
    public void Refused_the_handover_cancels_the_target_and_then_sells_plainly()
    {
        var story = Story.Holding(Resting);
        var target = story.Rest(10);
        story.Leave(10);
        var handover = Next(story).Order!;
        story.File.Refuse(handover.Key, FaultNames.Of(ExchangeFaultKind.UnderMinimum), "", Story.Now, Story.Now);
        Next(story).Should().Be(new PositionMove(MoveKind.Cancel, target));

        story.Cancel(target);

        var plain = PositionMoves.Next(story.File, Evidence with { At = Story.Now.AddSeconds(1) }).Order!;
        (plain.Route, plain.Attempt, plain.Quantity).Should().Be((IntentRoute.Order, 2, new Quantity(10)));
    }

    [Fact]
    public void An_attempt_that_sold_a_part_is_followed_by_one_for_the_rest()
    {
        var story = Story.Holding();
        story.Fill(story.Exit(10), 4, 950, ends: true);

        var second = Next(story).Order!;

        (second.Attempt, second.Quantity).Should().Be((2, new Quantity(6)));
    }

    [Fact]
    public void A_partial_target_sells_no_more_than_its_share()
    {
        var story = Story.Holding();
        story.Leave(5, ExitReason.TakeProfit);
        story.Fill(Next(story).Order!, 1, 1_022, ends: true);

        PositionMoves.Next(story.File, Evidence with { Minimum = new Krw(1_000) }).Order!.Quantity.Should().Be(new Quantity(4));
    }

    [Fact]
    public void The_ladder_waits_alerts_and_books_dust()
    {
        var story = Story.Holding();
        story.File.Refuse(story.Exit(10).Key, FaultNames.Of(ExchangeFaultKind.Busy), "", Story.Now, Story.Now);

        Next(story).Should().Be(new PositionMove(MoveKind.Wait, NotBefore: Story.Now.AddSeconds(1)));
        var later = Evidence with { At = Story.Now.AddSeconds(1) };
        PositionMoves.Next(story.File, later with { FreeCoins = null }).Kind.Should().Be(MoveKind.Count);
        PositionMoves.Next(story.File, later with { FreeCoins = Quantity.Zero }).Kind.Should().Be(MoveKind.Locked);
        PositionMoves.Next(story.File, Evidence with { GuardPrice = new Price(499) }).Kind.Should().Be(MoveKind.Dust);
    }

    [Fact]
    public void A_finished_position_rests()
    {
        var closed = Story.Holding();
        closed.Fill(closed.Exit(10), 10, 950);
        var abandoned = new Story();
        abandoned.Cancel(abandoned.Entry);

        Next(closed).Should().Be(PositionMove.Rest);
        Next(abandoned).Should().Be(PositionMove.Rest);
    }

    [Fact]
    public void A_target_that_filled_first_leaves_its_handover_to_be_ended()
    {
        var story = Story.Holding(Resting);
        var target = story.Rest(10);
        story.Leave(10);
        var handover = Next(story).Order!;
        story.Fill(target, 10, 1_032);

        story.Position.State.Should().Be(PositionState.Closed);
        Next(story).Should().Be(new PositionMove(MoveKind.HandOver, handover));
    }

    [Fact]
    public void No_leg_is_tried_again_while_an_attempt_lives()
    {
        var story = Story.Holding();
        story.Exit(10);

        story.Invoking(s => s.Sell(10)).Should().Throw<InvalidOperationException>();
    }

    private static PositionMove Next(Story story) => PositionMoves.Next(story.File, Evidence);

    private static void Bring(Story story, Intent intent, IntentState state)
    {
        if (state == IntentState.Planned) return;
        story.File.Send(intent.Key, Story.Now);
        if (state == IntentState.Unknown) story.File.LoseSight(intent.Key, "cut", Story.Now);
        else if (state == IntentState.Accepted) story.Accept(intent);
        else if (state == IntentState.PartiallyFilled) story.Fill(intent, 1, 1_000);
        intent.State.Should().Be(state);
    }
}
