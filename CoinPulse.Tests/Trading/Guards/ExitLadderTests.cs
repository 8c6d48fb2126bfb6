using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Guards;

/// <summary>A hundred coins at a guard price of 1,000, minimum 5,000 KRW: five coins are the least that can be sold.</summary>
public sealed class ExitLadderTests
{
    private static readonly ExitEvidence Evidence = new(null, null, new Price(1_000), new Krw(5_000), Story.Now);

    private readonly Story _story = Story.Holding(quantity: 100);

    [Fact]
    public void First_it_sells_everything_at_market() => Next(100).Should().Be(new LadderStep(LadderRung.Sell, new Quantity(100)));

    [Theory]
    [InlineData(200, 100)]
    [InlineData(100, 100)]
    [InlineData(99, 49.5)]
    [InlineData(30, 15)]
    public void Over_the_visible_book_it_sells_at_most_half_the_bids(decimal depth, decimal sells) =>
        Next(100, Evidence with { BidDepth = new Quantity(depth) }).Should().Be(new LadderStep(LadderRung.Sell, new Quantity(sells)));

    [Fact]
    public void A_slice_under_the_minimum_is_no_help() =>
        Next(100, Evidence with { BidDepth = new Quantity(8) }).Quantity.Should().Be(new Quantity(100));

    [Fact]
    public void Refused_as_too_large_it_halves_at_once()
    {
        Refuse(100, ExchangeFaultKind.OverVisibleBook);
        Next(100).Should().Be(new LadderStep(LadderRung.Sell, new Quantity(50)));

        Refuse(50, ExchangeFaultKind.OverVisibleBook);
        Next(100).Should().Be(new LadderStep(LadderRung.Sell, new Quantity(25)));
    }

    [Fact]
    public void A_slice_that_was_sold_starts_afresh()
    {
        Refuse(100, ExchangeFaultKind.OverVisibleBook);
        _story.Leave(100);
        _story.Fill(_story.Sell(50), 50, 1_000);

        Next(50).Should().Be(new LadderStep(LadderRung.Sell, new Quantity(50)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 5)]
    [InlineData(4, 10)]
    [InlineData(7, 10)]
    public void Refused_in_passing_it_tries_again_after_one_two_five_then_every_ten_seconds(int refusals, int seconds)
    {
        for (var refusal = 0; refusal < refusals; refusal++) Refuse(100, ExchangeFaultKind.Busy);

        Next(100).Should().Be(new LadderStep(LadderRung.Wait, default, Story.Now.AddSeconds(seconds)));
        Next(100, Evidence with { At = Story.Now.AddSeconds(seconds) }).Should().Be(new LadderStep(LadderRung.Sell, new Quantity(100)));
    }

    [Fact]
    public void A_fill_between_two_refusals_makes_the_waiting_short_again()
    {
        for (var refusal = 0; refusal < 5; refusal++) Refuse(100, ExchangeFaultKind.Busy);
        _story.Leave(100);
        _story.Fill(_story.Sell(50), 50, 1_000);
        Refuse(50, ExchangeFaultKind.TooManyRequests);

        Next(50).NotBefore.Should().Be(Story.Now.AddSeconds(1));
    }

    [Fact]
    public void Of_locked_coins_it_sells_what_is_free() =>
        Next(100, Evidence with { FreeCoins = new Quantity(40) }).Should().Be(new LadderStep(LadderRung.Sell, new Quantity(40)));

    [Theory]
    [InlineData(0)]
    [InlineData(4.9)]
    public void With_nothing_free_that_could_be_sold_it_says_so_and_looks_again(decimal free) =>
        Next(100, Evidence with { FreeCoins = new Quantity(free) }).Should().Be(new LadderStep(LadderRung.Locked, new Quantity(free), Story.Now.AddSeconds(10)));

    [Theory]
    [InlineData(4.99999999, LadderRung.Dust)]
    [InlineData(5, LadderRung.Sell)]
    public void Under_the_minimum_is_dust(decimal left, LadderRung rung) => Next(left).Rung.Should().Be(rung);

    [Fact]
    public void Without_a_price_only_the_exchange_can_say_that_it_is_dust()
    {
        var blind = Evidence with { GuardPrice = null };
        Next(1, blind).Rung.Should().Be(LadderRung.Sell);

        Refuse(1, ExchangeFaultKind.UnderMinimum);

        Next(1, blind).Rung.Should().Be(LadderRung.Dust);
    }

    [Theory]
    [InlineData(FaultNames.Burned)]
    [InlineData(FaultNames.NeverArrived)]
    public void What_is_proven_not_to_be_there_is_sent_afresh_at_once(string code)
    {
        Refuse(100, code);

        Next(100).Should().Be(new LadderStep(LadderRung.Sell, new Quantity(100)));
    }

    private LadderStep Next(decimal left, ExitEvidence? evidence = null) =>
        ExitLadder.Next(new Quantity(left), [.. _story.File.Intents.Where(intent => intent.Leg == Leg.Exit)], evidence ?? Evidence);

    private void Refuse(decimal quantity, ExchangeFaultKind kind) => Refuse(quantity, FaultNames.Of(kind));

    private void Refuse(decimal quantity, string code) => _story.File.Refuse(_story.Sell(quantity).Key, code, "", Story.Now, Story.Now);
}
