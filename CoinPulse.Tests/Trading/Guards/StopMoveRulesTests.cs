using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Guards;

public sealed class StopMoveRulesTests
{
    // Bought at 1,000 with a stop of 5 %: it stands at about 950.48, fees included.
    private static readonly Guard Armed = Story.Holding().Guard;

    [Theory]
    [InlineData(951, 1_000, null)]
    [InlineData(999.9, 1_000, null)]
    [InlineData(950, 1_000, StopProblems.NotAbovePresent)]
    [InlineData(0, 1_000, StopProblems.NotAbovePresent)]
    [InlineData(-5, 1_000, StopProblems.NotAbovePresent)]
    [InlineData(1_000, 1_000, StopProblems.NotBelowPrice)]
    [InlineData(1_200, 1_000, StopProblems.NotBelowPrice)]
    public void A_stop_moves_up_and_stays_below_what_a_sale_gets(double stop, double price, string? problem) =>
        StopMoveRules.Judge(PositionState.Open, Armed, new Price((decimal)price), new Price((decimal)stop))?.Code.Should().Be(problem);

    [Fact]
    public void The_present_stop_itself_is_no_move() =>
        StopMoveRules.Judge(PositionState.Open, Armed, new Price(1_000), Armed.Stop)!.Code.Should().Be(StopProblems.NotAbovePresent);

    [Fact]
    public void Without_a_price_nobody_knows_whether_it_would_sell_at_once() =>
        StopMoveRules.Judge(PositionState.Open, Armed, null, new Price(990))!.Code.Should().Be(StopProblems.NoPrice);

    [Fact]
    public void What_is_being_sold_has_no_stop_to_move() =>
        StopMoveRules.Judge(PositionState.Closing, Armed, new Price(1_000), new Price(990))!.Code.Should().Be(StopProblems.Leaving);

    [Fact]
    public void What_holds_nothing_has_nothing_to_guard() =>
        StopMoveRules.Judge(PositionState.Opening, null, new Price(1_000), new Price(990))!.Code.Should().Be(StopProblems.NothingGuarded);
}
