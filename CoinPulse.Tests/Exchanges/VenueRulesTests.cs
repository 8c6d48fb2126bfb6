using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CsCheck;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Exchanges;

public sealed class VenueRulesTests
{
    private static readonly MarketCode Xrp = MarketCode.From("KRW-XRP");
    private static readonly ClientOrderId Key = ClientOrderId.From("k");
    private static readonly OrderChance Open = new(Xrp, VenueRules.Fee, VenueRules.Fee, VenueRules.Minimum, VenueRules.Maximum, IsOpen: true);

    [Theory]
    [InlineData(1000, 5, null)]
    [InlineData(1000, 4.99999999, ExchangeFaultKind.UnderMinimum)]
    [InlineData(1000, 1000000, null)]
    [InlineData(1000, 1000000.00000001, ExchangeFaultKind.OverMaximum)]
    [InlineData(1000.5, 10, ExchangeFaultKind.Invalid)]
    [InlineData(99.5, 100, null)]
    [InlineData(99.55, 100, ExchangeFaultKind.Invalid)]
    [InlineData(1000, 0, ExchangeFaultKind.Invalid)]
    public void A_limit_order_has_a_tick_a_minimum_and_a_maximum(decimal limit, decimal quantity, ExchangeFaultKind? expected) =>
        VenueRules.Check(OrderRequest.Rest(Key, Xrp, OrderSide.Bid, new Price(limit), new Quantity(quantity)), Open, null)
            .Should().Match<ExchangeFault?>(fault => (fault == null ? (ExchangeFaultKind?)null : fault.Kind) == expected);

    [Fact]
    public void Without_a_book_a_market_sale_is_valued_at_the_last_price() =>
        VenueRules.Check(OrderRequest.SellAtMarket(Key, Xrp, new Quantity(4.9m)), Open, null, new Price(1000))!.Kind.Should().Be(ExchangeFaultKind.UnderMinimum);

    [Fact]
    public void A_halted_market_outranks_every_other_reason() =>
        VenueRules.Check(OrderRequest.SellAtMarket(Key, Xrp, Quantity.Zero), Open with { IsOpen = false }, null)!.Kind.Should().Be(ExchangeFaultKind.MarketHalted);

    [Fact]
    public void However_an_order_is_cut_into_fills_its_reserve_covers_them() =>
        Gen.Select(Gen.Long[1, 9_999_999_999_999], Gen.Long[1, 99_999_999_999], Gen.Double[0, 1]).Sample((price8, quantity8, part) =>
        {
            var price = new Price(price8 / 100_000_000m);
            var first = new Quantity(Math.Floor(quantity8 * (decimal)part) / 100_000_000m);
            var second = new Quantity(quantity8 / 100_000_000m) - first;

            var reserve = VenueRules.Reserve(price.Value * (first + second).Value, VenueRules.Fee);

            var cost = Cost(price, first) + Cost(price, second);
            return cost <= reserve && reserve - cost < new Krw(0.000_000_000_01m);
        });

    private static Krw Cost(Price price, Quantity quantity) => VenueRules.FundsOf(price, quantity) + VenueRules.FeeOf(price, quantity, VenueRules.Fee);
}
