using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Manual;
using CoinPulse.Tests.Trading.Journal;
using CsCheck;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Manual;

public sealed class ManualRulesTests
{
    private static readonly ClientOrderId Key = ClientOrderId.ForManual(Guid.CreateVersion7(Story.Now));

    private static readonly ManualFacts Facts = FactsOf(1_000_000, 50, 20);

    [Theory]
    [InlineData(OrderSide.Bid, 1_000.5, 1_000)]
    [InlineData(OrderSide.Ask, 1_000.5, 1_001)]
    [InlineData(OrderSide.Bid, 500_300, 500_000)]
    [InlineData(OrderSide.Ask, 12.34, 12.4)]
    public void A_price_between_two_steps_is_set_right_to_the_persons_good(OrderSide side, decimal price, decimal better)
    {
        var preview = ManualRules.Judge(Key, new ManualDraft(side, false, new Price(price), Quantity: new Quantity(10)), Facts with { FreeCash = new Krw(100_000_000) });

        preview.CanBeSent.Should().BeFalse();
        var fault = preview.Faults[0];
        (fault.Problem.Code, fault.Better!.Limit).Should().Be((ManualProblems.OffTick, new Price(better)));
    }

    [Fact]
    public void Cost_and_fee_are_known_before()
    {
        var preview = ManualRules.Judge(Key, new ManualDraft(OrderSide.Bid, false, new Price(1_000), Total: new Krw(100_000)), Facts);

        (preview.Quantity, preview.Value, preview.Fee).Should().Be((new Quantity(100), new Krw(100_000), new Krw(50)));
        preview.CanBeSent.Should().BeTrue();
    }

    [Fact]
    public void A_market_order_is_counted_through_the_book()
    {
        var preview = ManualRules.Judge(Key, new ManualDraft(OrderSide.Bid, true, Quantity: new Quantity(150)), Facts);

        // A hundred at 1,001 and fifty at 1,002.
        preview.Value.Should().Be(new Krw(150_200));
        preview.OffMarket!.Value.Fraction.Should().BePositive().And.BeLessThan(0.001m);
        preview.Order!.Funds.Should().Be(new Krw(150_200));
    }

    [Theory]
    [InlineData(0, true, ManualProblems.NoAmount)]
    [InlineData(4_999, true, ManualProblems.UnderMinimum)]
    [InlineData(1_000_000, true, ManualProblems.OverCash)]
    [InlineData(999_400, true, null)]
    public void What_a_buy_is_refused_for(decimal won, bool atMarket, string? problem) =>
        CodeOf(new ManualDraft(OrderSide.Bid, atMarket, Total: new Krw(won)), FactsOf(1_000_000, 0, 0, depth: 10_000)).Should().Be(problem);

    [Theory]
    [InlineData(50, null)]
    [InlineData(50.00000001, ManualProblems.OverCoins)]
    [InlineData(4.9, ManualProblems.UnderMinimum)]
    public void What_a_sale_is_refused_for(decimal coins, string? problem) => CodeOf(Counter.Sell(coins), Facts).Should().Be(problem);

    [Fact]
    public void More_than_the_book_takes_is_not_sent_at_market() =>
        CodeOf(Counter.Buy(600_000), Facts).Should().Be(ManualProblems.OverBook, "five levels of a hundred are all there are");

    [Fact]
    public void A_halted_market_says_so() =>
        CodeOf(Counter.Buy(10_000), Facts with { Chance = Facts.Chance with { IsOpen = false } }).Should().Be(ManualProblems.Halted);

    [Fact]
    public void A_digit_too_many_is_asked_about()
    {
        ManualRules.Judge(Key, Counter.Rest(OrderSide.Bid, 1_101, 10), Facts).OffMarket.Should().NotBeNull();
        ManualRules.Judge(Key, Counter.Rest(OrderSide.Bid, 900, 10), Facts).OffMarket.Should().BeNull("cheaper than the market is what a limit is for");
    }

    [Fact]
    public void A_part_of_the_won_leaves_room_for_the_fee()
    {
        var all = ManualRules.Part(new ManualDraft(OrderSide.Bid, true), Percent.Of(100), Facts);

        (all.Total!.Value.Value * 1.0005m).Should().BeLessThanOrEqualTo(1_000_000m).And.BeGreaterThan(999_998m);
        ManualRules.Part(new ManualDraft(OrderSide.Ask, true), Percent.Of(50), Facts).Quantity.Should().Be(new Quantity(10), "half of the twenty that are the person's");
    }

    [Fact]
    public void What_one_click_makes_of_an_order_is_taken()
    {
        var drafts =
            from buys in Gen.Bool
            from atMarket in Gen.Bool
            from price in Gen.Int[80_000, 130_000]
            from byTotal in Gen.Bool
            from amount in Gen.Int[1, 300_000_000]
            select new ManualDraft(
                buys ? OrderSide.Bid : OrderSide.Ask, atMarket, new Price(price / 100m), byTotal ? new Krw(amount / 100m) : null, byTotal ? null : new Quantity(amount / 1_000_000m));

        drafts.Sample(draft =>
        {
            var fixes = 0;
            while (ManualRules.Judge(Key, draft, Facts) is { CanBeSent: false } preview)
            {
                if (preview.Faults[0].Better is not { } better) return;
                draft = better;
                (++fixes).Should().BeLessThan(5, "corrections must come to an end");
            }
        });
    }

    [Fact]
    public void What_may_be_sent_the_venue_would_take()
    {
        var drafts =
            from buys in Gen.Bool
            from atMarket in Gen.Bool
            from price in Gen.Int[500, 1_500]
            from amount in Gen.Int[1, 200_000_000]
            select new ManualDraft(buys ? OrderSide.Bid : OrderSide.Ask, atMarket, new Price(price), buys ? new Krw(amount / 100m) : null, buys ? null : new Quantity(amount / 1_000_000m));

        drafts.Sample(draft =>
        {
            var preview = ManualRules.Judge(Key, draft, Facts);
            if (!preview.CanBeSent) return;
            VenueRules.Check(preview.Order!, Facts.Chance, Facts.Quote!.Book).Should().BeNull();
            preview.Order!.SelfMatch.Should().Be(SelfMatch.CancelTaker);
        });
    }

    private static string? CodeOf(ManualDraft draft, ManualFacts facts) => ManualRules.Judge(Key, draft, facts).Faults is [var first, ..] ? first.Problem.Code : null;

    private static ManualFacts FactsOf(decimal cash, decimal free, decimal own, decimal depth = 100)
    {
        var book = new OrderBook(
            Story.Market,
            [.. Enumerable.Range(0, 5).Select(level => new BookLevel(new Price(1_000 - level), new Quantity(depth)))],
            [.. Enumerable.Range(0, 5).Select(level => new BookLevel(new Price(1_001 + level), new Quantity(depth)))],
            Story.Now);
        var quote = new MarketQuote(Story.Market, new Price(1_000), new Price(1_000), new Price(1_001), book, new Price(1_000), new Krw(1_000_000_000), Story.Now, 0);
        var chance = new OrderChance(Story.Market, VenueRules.Fee, VenueRules.Fee, VenueRules.Minimum, VenueRules.Maximum, IsOpen: true);
        return new ManualFacts(chance, new Krw(cash), new Quantity(free), new Quantity(own), quote);
    }
}
