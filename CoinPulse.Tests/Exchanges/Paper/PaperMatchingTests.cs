using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Paper;

public sealed class PaperMatchingTests
{
    private static readonly MarketCode Xrp = MarketCode.From("KRW-XRP");

    [Fact]
    public void A_print_at_its_price_fills_only_what_is_left_after_the_queue()
    {
        var sale = Resting(1, OrderSide.Ask, 1010, 100, ahead: 50);

        PaperMatching.Print([sale], new Price(1010), new Quantity(80)).Should().Equal(new RestingMatch(1, new Quantity(30), Quantity.Zero));
    }

    [Fact]
    public void A_print_smaller_than_the_queue_only_moves_it_up() =>
        PaperMatching.Print([Resting(1, OrderSide.Ask, 1010, 100, ahead: 50)], new Price(1010), new Quantity(20))
            .Should().Equal(new RestingMatch(1, Quantity.Zero, new Quantity(30)));

    [Fact]
    public void A_print_through_its_price_fills_it_whole_whatever_stood_before_it() =>
        PaperMatching.Print([Resting(1, OrderSide.Bid, 990, 100, ahead: 5000)], new Price(989), new Quantity(0.1m))
            .Should().Equal(new RestingMatch(1, new Quantity(100), Quantity.Zero));

    [Fact]
    public void A_print_on_the_better_side_does_nothing() =>
        PaperMatching.Print([Resting(1, OrderSide.Ask, 1010, 100, ahead: 0), Resting(2, OrderSide.Bid, 990, 100, ahead: 0)], new Price(1000), new Quantity(9000))
            .Should().BeEmpty();

    [Fact]
    public void An_order_beyond_the_visible_book_waits_for_a_print_through_it()
    {
        var sale = Resting(1, OrderSide.Ask, 1010, 100, ahead: null);

        PaperMatching.Print([sale], new Price(1010), new Quantity(9000)).Should().BeEmpty();
        PaperMatching.Print([sale], new Price(1011), new Quantity(1)).Should().ContainSingle();
    }

    [Fact]
    public void Of_two_own_orders_at_one_price_the_older_is_served_first_and_nothing_is_sold_twice()
    {
        var older = Resting(1, OrderSide.Ask, 1010, 100, ahead: 50);
        var younger = Resting(2, OrderSide.Ask, 1010, 100, ahead: 70);   // 20 strangers came in between

        var matches = PaperMatching.Print([younger, older], new Price(1010), new Quantity(180));

        matches.Should().Equal(new RestingMatch(1, new Quantity(100), Quantity.Zero), new RestingMatch(2, new Quantity(10), Quantity.Zero));
    }

    [Theory]
    [InlineData(OrderSide.Ask, 1003, 0)]      // a price at which nobody stands
    [InlineData(OrderSide.Ask, 1001, 7)]
    [InlineData(OrderSide.Bid, 1000, 5)]
    public void An_order_joins_the_queue_that_the_book_shows(OrderSide side, decimal limit, decimal ahead) =>
        PaperMatching.QueueAhead(side, new Price(limit), Book(levels: 2)).Should().Be(new Quantity(ahead));

    [Fact]
    public void Behind_thirty_full_levels_the_queue_is_not_known() =>
        PaperMatching.QueueAhead(OrderSide.Ask, new Price(1040), Book(levels: 30)).Should().BeNull();

    [Fact]
    public void An_exit_cancels_the_own_order_in_its_way_and_goes_on()
    {
        var sale = Taker(OrderSide.Ask, 10, SelfMatch.CancelMaker);
        var ownBid = Resting(1, OrderSide.Bid, 1001, 4, ahead: 0);

        PaperMatching.Take(sale, [new BookLevel(new Price(1000), new Quantity(100))], [ownBid]).Should().Equal(
            new Match(MatchKind.CancelMaker, new Price(1001), new Quantity(4), 1),
            new Match(MatchKind.Market, new Price(1000), new Quantity(10)));
    }

    [Fact]
    public void An_entry_stops_at_our_own_target_instead_of_killing_it()
    {
        var entry = Taker(OrderSide.Bid, 10, SelfMatch.CancelTaker);
        var target = Resting(1, OrderSide.Ask, 1001, 4, ahead: 0);

        PaperMatching.Take(entry, [new BookLevel(new Price(1000), new Quantity(3)), new BookLevel(new Price(1002), new Quantity(100))], [target]).Should().Equal(
            new Match(MatchKind.Market, new Price(1000), new Quantity(3)),
            new Match(MatchKind.CancelTaker, new Price(1001), new Quantity(4), 1));
    }

    [Fact]
    public void Reducing_shrinks_both_and_the_rest_goes_on() =>
        PaperMatching.Take(Taker(OrderSide.Bid, 10, SelfMatch.Reduce), [new BookLevel(new Price(1002), new Quantity(100))], [Resting(1, OrderSide.Ask, 1001, 4, ahead: 0)])
            .Should().Equal(new Match(MatchKind.Reduce, new Price(1001), new Quantity(4), 1), new Match(MatchKind.Market, new Price(1002), new Quantity(6)));

    [Fact]
    public void Strangers_who_stood_at_the_price_before_our_own_order_trade_first() =>
        PaperMatching.Take(Taker(OrderSide.Bid, 3, SelfMatch.CancelTaker), [new BookLevel(new Price(1001), new Quantity(5))], [Resting(1, OrderSide.Ask, 1001, 4, ahead: 5)])
            .Should().Equal(new Match(MatchKind.Market, new Price(1001), new Quantity(3)));

    [Fact]
    public void Without_a_book_a_larger_order_is_filled_worse()
    {
        var quote = new MarketQuote(Xrp, new Price(1000), null, null, null, new Price(1000), new Krw(100_000_000), default, 0);

        var small = PaperDepth.Assumed(OrderSide.Ask, quote).First();
        var levels = PaperDepth.Assumed(OrderSide.Ask, quote).Take(30).ToList();

        small.Price.Should().Be(new Price(999));   // half a spread, down to the tick
        levels[^1].Price.Should().BeLessThan(small.Price);
        levels.Should().OnlyContain(level => KrwTicks.IsOnTick(level.Price));
    }

    private static OrderBook Book(int levels) => new(
        Xrp,
        [.. Enumerable.Range(0, levels).Select(level => new BookLevel(new Price(1000 - level), new Quantity(5)))],
        [.. Enumerable.Range(0, levels).Select(level => new BookLevel(new Price(1001 + level), new Quantity(7)))],
        default);

    private static PaperOrder Resting(long number, OrderSide side, decimal limit, decimal quantity, decimal? ahead) =>
        Order(number, side, OrderKind.Limit, quantity) with { Limit = new Price(limit), QueueAhead = ahead is { } coins ? new Quantity(coins) : null };

    private static PaperOrder Taker(OrderSide side, decimal quantity, SelfMatch selfMatch) =>
        Order(99, side, OrderKind.LimitIoc, quantity) with { Limit = new Price(side == OrderSide.Bid ? 2000 : 1), SelfMatch = selfMatch };

    private static PaperOrder Order(long number, OrderSide side, OrderKind kind, decimal quantity) => new()
    {
        Id = ExchangeOrderId.From($"o{number}"),
        Account = new AccountId(Guid.Empty),
        Owner = new UserId(Guid.Empty),
        Number = number,
        Market = Xrp,
        Side = side,
        Kind = kind,
        SelfMatch = SelfMatch.None,
        Quantity = new Quantity(quantity),
        CreatedAt = default,
    };
}
