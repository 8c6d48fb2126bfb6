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
    private static readonly ExitEvidence Evidence = new(null, new Quantity(1_000), new Price(1_000), new Krw(5_000), Story.Now);

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

    [Theory]
    [InlineData(100, 8, 5.5)]
    [InlineData(100, 0, 5.5)]
    [InlineData(12, 11, 5.5)]
    [InlineData(14, 13, 6.5)]
    public void A_slice_is_at_least_what_can_be_sold_with_something_to_spare(decimal left, decimal depth, decimal sells) =>
        Next(left, Evidence with { BidDepth = new Quantity(depth) }).Should().Be(new LadderStep(LadderRung.Sell, new Quantity(sells)));

    [Fact]
    public void A_slice_never_leaves_a_rest_that_cannot_be_sold()
    {
        Refuse(118, ExchangeFaultKind.OverVisibleBook);

        Next(60).Quantity.Should().Be(new Quantity(54.5m), "half of what was refused would leave one coin");
    }

    [Fact]
    public void What_cannot_be_sold_in_two_parts_is_sold_whole() => Next(10, Evidence with { BidDepth = new Quantity(9) }).Quantity.Should().Be(new Quantity(10));

    [Fact]
    public void Refused_as_too_large_it_halves_at_once_and_then_with_a_pause()
    {
        Refuse(100, ExchangeFaultKind.OverVisibleBook);
        Next(100).Should().Be(new LadderStep(LadderRung.Sell, new Quantity(50)));

        Refuse(50, ExchangeFaultKind.OverVisibleBook);
        Next(100).Should().Be(new LadderStep(LadderRung.Wait, default, Story.Now.AddSeconds(2)));
        Next(100, Evidence with { At = Story.Now.AddSeconds(2) }).Should().Be(new LadderStep(LadderRung.Sell, new Quantity(25)));
    }

    [Fact]
    public void What_was_too_large_is_not_sent_again_because_the_book_we_see_says_so()
    {
        Refuse(40, ExchangeFaultKind.OverVisibleBook);

        Next(100, Evidence with { BidDepth = new Quantity(80) }).Quantity.Should().Be(new Quantity(20));
    }

    [Fact]
    public void What_cannot_shrink_any_more_is_paced()
    {
        Refuse(8, ExchangeFaultKind.OverVisibleBook);

        Next(8).Should().Be(new LadderStep(LadderRung.Wait, default, Story.Now.AddSeconds(1)));
    }

    [Fact]
    public void However_often_it_is_refused_as_too_large_it_shrinks_or_waits()
    {
        var evidence = Evidence;
        var last = new Quantity(101);
        for (var refusal = 0; refusal < 40; refusal++)
        {
            var step = Next(100, evidence);
            if (step.Rung == LadderRung.Wait)
            {
                step.NotBefore.Should().BeAfter(evidence.At);
                evidence = evidence with { At = step.NotBefore!.Value };
                step = Next(100, evidence);
            }
            else
            {
                refusal.Should().BeLessThan(2, "only the first halving is made at once");
            }

            step.Rung.Should().Be(LadderRung.Sell);
            step.Quantity.Should().BeLessThanOrEqualTo(last);
            last = step.Quantity;
            Refuse(step.Quantity.Value, FaultNames.Of(ExchangeFaultKind.OverVisibleBook), evidence.At);
        }
    }

    [Fact]
    public void A_slice_under_the_minimum_does_not_make_dust_of_the_rest()
    {
        var blind = Evidence with { GuardPrice = null };
        Refuse(3, ExchangeFaultKind.UnderMinimum);

        Next(100, blind).Rung.Should().Be(LadderRung.Wait);
        Next(100, blind with { At = Story.Now.AddSeconds(1) }).Should().Be(new LadderStep(LadderRung.Sell, new Quantity(100)));
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

    [Fact]
    public void A_further_attempt_asks_first_how_many_coins_are_free()
    {
        var unasked = Evidence with { FreeCoins = null };
        Next(100, unasked).Rung.Should().Be(LadderRung.Sell, "the first asks nothing: it must be fast");

        Refuse(100, ExchangeFaultKind.Busy);

        Next(100, unasked).Rung.Should().Be(LadderRung.Wait);
        Next(100, unasked with { At = Story.Now.AddSeconds(1) }).Rung.Should().Be(LadderRung.Count);
    }

    [Fact]
    public void Refused_for_too_few_coins_it_counts_at_once_and_waits_when_that_told_nothing()
    {
        Refuse(100, ExchangeFaultKind.InsufficientCoins);
        Next(100, Evidence with { FreeCoins = null }).Rung.Should().Be(LadderRung.Count);

        Refuse(100, ExchangeFaultKind.InsufficientCoins);
        Next(100).Should().Be(new LadderStep(LadderRung.Wait, default, Story.Now.AddSeconds(2)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(5, 1)]
    public void A_new_book_ends_the_waiting_but_never_within_a_second_of_the_refusal(int refusals, int seconds)
    {
        for (var refusal = 0; refusal < refusals; refusal++) Refuse(100, ExchangeFaultKind.Busy);
        var book = Evidence with { At = Story.Now.AddSeconds(0.9), BookAt = Story.Now.AddSeconds(0.9) };

        Next(100, book).Should().Be(new LadderStep(LadderRung.Wait, default, Story.Now.AddSeconds(seconds)));
        Next(100, book with { At = Story.Now.AddSeconds(1) }).Should().Be(new LadderStep(LadderRung.Sell, new Quantity(100)));
    }

    [Fact]
    public void A_book_that_was_there_before_the_refusal_ends_no_waiting()
    {
        for (var refusal = 0; refusal < 5; refusal++) Refuse(100, ExchangeFaultKind.Busy);

        Next(100, Evidence with { At = Story.Now.AddSeconds(3), BookAt = Story.Now }).NotBefore.Should().Be(Story.Now.AddSeconds(10));
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

    private void Refuse(decimal quantity, string code, DateTimeOffset? at = null) =>
        _story.File.Refuse(_story.Sell(quantity).Key, code, "", Story.Now, at ?? Story.Now);
}
