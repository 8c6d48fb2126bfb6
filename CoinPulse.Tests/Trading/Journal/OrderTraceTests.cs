using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Journal;

/// <summary>What balances say of an order that nobody has an answer to, beside what a person moved meanwhile.</summary>
public sealed class OrderTraceTests
{
    [Theory]
    [InlineData(OrderSide.Ask, 10, 1_000, true, "nothing has moved")]
    [InlineData(OrderSide.Ask, 0, 11_000, false, "it was sold")]
    [InlineData(OrderSide.Ask, 60, 1_000, true, "coins came by hand: a sale would have brought won")]
    [InlineData(OrderSide.Ask, 60, 7_000, true, "coins and won came by hand: a sale would have left fewer coins")]
    [InlineData(OrderSide.Ask, 4, 1_000, true, "coins were moved away, and nothing was paid for them")]
    [InlineData(OrderSide.Bid, 10, 1_000, true, "nothing has moved")]
    [InlineData(OrderSide.Bid, 20, 0, false, "it was bought")]
    [InlineData(OrderSide.Bid, 60, 1_000, true, "coins came by hand, and nothing was paid for them")]
    [InlineData(OrderSide.Bid, 10, 400, true, "won went by hand: a purchase would have brought coins")]
    public void Only_what_has_moved_both_ways_may_have_traded(OrderSide side, decimal coins, decimal cash, bool isNone, string because)
    {
        BookBalance[] books = [new(BookLine.Cash, null, new Krw(1_000), Quantity.Zero), new(BookLine.Coins, Story.Market, new Krw(10_000), new Quantity(10))];
        var theirs = new AccountBalances(new Krw(cash), Krw.Zero, [new CoinBalance(Story.Market.Base, new Quantity(coins), Quantity.Zero, default)]);

        OrderTrace.IsNone(side, Story.Market, books, theirs).Should().Be(isNone, because);
    }
}
