using CoinPulse.Core.Trading.Guards;
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
    [InlineData(OrderTrace.Unknown, OrderTrace.NotFound, 60, HandoverMove.Watch)]
    [InlineData(OrderTrace.Unknown, OrderTrace.Unknown, 60, HandoverMove.Watch)]
    [InlineData(OrderTrace.NotFound, OrderTrace.NotFound, 1, HandoverMove.Watch)]
    [InlineData(OrderTrace.NotFound, OrderTrace.NotFound, 2, HandoverMove.PlainSell)]
    [InlineData(OrderTrace.NotFound, OrderTrace.Unknown, 60, HandoverMove.Watch)]
    public void Both_orders_are_watched_until_one_of_them_decides(OrderTrace previous, OrderTrace next, double seconds, HandoverMove move) =>
        TargetHandover.Decide(previous, next, TimeSpan.FromSeconds(seconds), refused: false, sentAgain: false).Should().Be(move);

    [Fact]
    public void A_target_that_still_waits_after_the_second_sending_is_cancelled_by_itself() =>
        TargetHandover.Decide(OrderTrace.Waiting, OrderTrace.NotFound, TargetHandover.Patience, refused: false, sentAgain: true).Should().Be(HandoverMove.CancelTarget);

    [Theory]
    [InlineData(OrderTrace.Waiting, HandoverMove.Ladder)]
    [InlineData(OrderTrace.Cancelled, HandoverMove.PlainSell)]
    [InlineData(OrderTrace.Done, HandoverMove.TargetFirst)]
    [InlineData(OrderTrace.Unknown, HandoverMove.Watch)]
    public void Refused_it_reads_whether_the_target_still_rests_and_never_assumes(OrderTrace previous, HandoverMove move) =>
        TargetHandover.Decide(previous, OrderTrace.NotFound, TimeSpan.Zero, refused: true, sentAgain: false).Should().Be(move);

    [Theory]
    [InlineData(OrderTrace.Waiting, OrderTrace.Unknown, HandoverMove.SendAgain)]
    [InlineData(OrderTrace.Cancelled, OrderTrace.Unknown, HandoverMove.Watch)]
    public void Coins_are_never_sold_plainly_while_the_new_order_may_exist(OrderTrace previous, OrderTrace next, HandoverMove move) =>
        TargetHandover.Decide(previous, next, TimeSpan.FromMinutes(1), refused: false, sentAgain: false).Should().Be(move);
}
