using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Guards;

/// <summary>Each cell of the table: the resting target, the order that was to take its place, and the time since it was asked.</summary>
public sealed class TargetHandoverTests
{
    [Theory]
    [InlineData(OrderTrace.Done, OrderTrace.NotFound, 0, HandoverMove.TargetFirst)]
    [InlineData(OrderTrace.Done, OrderTrace.NotFound, 60, HandoverMove.TargetFirst)]
    [InlineData(OrderTrace.Cancelled, OrderTrace.Waiting, 0, HandoverMove.Follow)]
    [InlineData(OrderTrace.Cancelled, OrderTrace.Done, 0, HandoverMove.Follow)]
    [InlineData(OrderTrace.Cancelled, OrderTrace.Cancelled, 0, HandoverMove.Follow)]
    [InlineData(OrderTrace.Unknown, OrderTrace.Done, 0, HandoverMove.Follow)]
    [InlineData(OrderTrace.Cancelled, OrderTrace.NotFound, 1.999, HandoverMove.Watch)]
    [InlineData(OrderTrace.Cancelled, OrderTrace.NotFound, 2, HandoverMove.PlainSell)]
    [InlineData(OrderTrace.Cancelled, OrderTrace.Unknown, 60, HandoverMove.Watch)]
    [InlineData(OrderTrace.Waiting, OrderTrace.NotFound, 1.999, HandoverMove.Watch)]
    [InlineData(OrderTrace.Waiting, OrderTrace.NotFound, 2, HandoverMove.SendAgain)]
    [InlineData(OrderTrace.Unknown, OrderTrace.NotFound, 1.999, HandoverMove.Watch)]
    [InlineData(OrderTrace.Unknown, OrderTrace.NotFound, 2, HandoverMove.SendAgain)]
    [InlineData(OrderTrace.Unknown, OrderTrace.Unknown, 60, HandoverMove.Watch)]
    [InlineData(OrderTrace.NotFound, OrderTrace.NotFound, 1, HandoverMove.Watch)]
    [InlineData(OrderTrace.NotFound, OrderTrace.NotFound, 2, HandoverMove.PlainSell)]
    [InlineData(OrderTrace.NotFound, OrderTrace.Unknown, 60, HandoverMove.Watch)]
    public void Both_orders_are_watched_until_one_of_them_decides(OrderTrace previous, OrderTrace next, double seconds, HandoverMove move) =>
        TargetHandover.Decide(previous, next, TimeSpan.FromSeconds(seconds)).Should().Be(move);

    [Theory]
    [InlineData(OrderTrace.Waiting, HandoverStep.Asked, HandoverMove.SendAgain)]
    [InlineData(OrderTrace.Waiting, HandoverStep.SentAgain, HandoverMove.CancelTarget)]
    [InlineData(OrderTrace.Waiting, HandoverStep.Cancelled, HandoverMove.CancelTarget)]
    [InlineData(OrderTrace.Unknown, HandoverStep.Asked, HandoverMove.SendAgain)]
    [InlineData(OrderTrace.Unknown, HandoverStep.SentAgain, HandoverMove.CancelTarget)]
    [InlineData(OrderTrace.Unknown, HandoverStep.Cancelled, HandoverMove.PlainSell)]
    public void Where_neither_comes_about_the_same_identifier_goes_once_more_then_a_cancel_then_a_plain_sale(OrderTrace previous, HandoverStep step, HandoverMove move) =>
        TargetHandover.Decide(previous, OrderTrace.NotFound, TargetHandover.Patience, step).Should().Be(move);

    [Theory]
    [InlineData(OrderTrace.Waiting, HandoverMove.SendAgain)]
    [InlineData(OrderTrace.Cancelled, HandoverMove.Watch)]
    [InlineData(OrderTrace.NotFound, HandoverMove.Watch)]
    [InlineData(OrderTrace.Unknown, HandoverMove.Watch)]
    public void Coins_are_never_sold_plainly_while_the_new_order_may_exist(OrderTrace previous, HandoverMove move)
    {
        TargetHandover.Decide(previous, OrderTrace.Unknown, TimeSpan.FromMinutes(1)).Should().Be(move);
        Enum.GetValues<HandoverStep>().Should().OnlyContain(step => TargetHandover.Decide(previous, OrderTrace.Unknown, TimeSpan.FromMinutes(1), step) != HandoverMove.PlainSell);
    }

    [Theory]
    [InlineData(ExchangeOrderState.Waiting, OrderTrace.Waiting)]
    [InlineData(ExchangeOrderState.Done, OrderTrace.Done)]
    [InlineData(ExchangeOrderState.Cancelled, OrderTrace.Cancelled)]
    public void A_look_shows_the_state_of_the_order(ExchangeOrderState state, OrderTrace trace)
    {
        var story = new Story();
        TargetHandover.TraceOf(ExchangeAnswer<ExchangeOrder>.Of(story.Order(story.Entry, ends: false) with { State = state })).Should().Be(trace);
    }

    [Fact]
    public void Only_no_such_order_is_not_found()
    {
        Trace(ExchangeAnswer<ExchangeOrder>.Refused(ExchangeFaultKind.OrderNotFound, "", "")).Should().Be(OrderTrace.NotFound);
        Trace(ExchangeAnswer<ExchangeOrder>.Refused(ExchangeFaultKind.TooManyRequests, "", "")).Should().Be(OrderTrace.Unknown);
        Trace(ExchangeAnswer<ExchangeOrder>.Unknown("cut")).Should().Be(OrderTrace.Unknown);
    }

    private static OrderTrace Trace(ExchangeAnswer<ExchangeOrder> look) => TargetHandover.TraceOf(look);
}
