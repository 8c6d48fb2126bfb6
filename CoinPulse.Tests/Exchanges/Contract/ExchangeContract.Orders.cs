using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Contract;

public abstract partial class ExchangeContract
{
    [Fact]
    public async Task A_buy_now_fills_level_by_level_up_to_its_limit()
    {
        var order = (await SendAsync(Buy(worst: 1002, quantity: 1500))).Value;

        order.Executed.Should().Be(Coins(1500));
        order.Trades.Select(trade => (trade.Price, trade.Quantity)).Should().Equal((Won(1001), Coins(1000)), (Won(1002), Coins(500)));
        order.State.Should().Be(ExchangeOrderState.Done);
    }

    [Fact]
    public async Task The_rest_of_a_buy_now_is_cancelled_and_its_funds_are_free_again()
    {
        var order = (await SendAsync(Buy(worst: 1001, quantity: 1500))).Value;

        order.Executed.Should().Be(Coins(1000));
        order.State.Should().Be(ExchangeOrderState.Cancelled);
        (await BalancesAsync()).Should().Match<AccountBalances>(now => now.LockedCash == Krw.Zero && now.FreeCash == new Krw(10_000_000 - 1_001_000 - 500.5m));
    }

    [Fact]
    public async Task A_buy_now_that_reaches_nobody_ends_without_a_fill()
    {
        var order = (await SendAsync(Buy(worst: 999, quantity: 10))).Value;

        order.Executed.Should().Be(Quantity.Zero);
        order.State.Should().Be(ExchangeOrderState.Cancelled);
    }

    [Fact]
    public async Task The_fee_is_paid_in_won_on_both_sides()
    {
        await SendAsync(Buy(worst: 1001, quantity: 100));

        var sale = (await SendAsync(Sell(100))).Value;

        sale.PaidFee.Should().Be(new Krw(50));
        (await BalancesAsync()).FreeCash.Should().Be(new Krw(10_000_000 - 100_100 - 50.05m + 100_000 - 50));
    }

    [Fact]
    public async Task A_market_buy_is_cut_to_eight_decimals_and_ends_as_cancelled_with_the_rest_refunded()
    {
        var order = (await SendAsync(Spend(10_000))).Value;

        order.Quantity.Should().BeNull();
        order.Executed.Should().Be(Coins(9.99000999m));
        order.State.Should().Be(ExchangeOrderState.Cancelled);
        (await BalancesAsync()).LockedCash.Should().Be(Krw.Zero);
    }

    [Fact]
    public async Task A_market_buy_that_divides_exactly_ends_as_done() =>
        (await SendAsync(Spend(10_010))).Value.Should().Match<ExchangeOrder>(order => order.State == ExchangeOrderState.Done && order.Executed == Coins(10));

    [Fact]
    public async Task A_market_sale_walks_down_the_bids_and_ends_as_done()
    {
        await Venue.GiveCoinsAsync(Xrp.Base, Coins(1200));

        var order = (await SendAsync(Sell(1200))).Value;

        order.State.Should().Be(ExchangeOrderState.Done);
        order.Trades.Select(trade => (trade.Price, trade.Quantity)).Should().Equal((Won(1000), Coins(1000)), (Won(999), Coins(200)));
    }

    [Fact]
    public async Task A_resting_order_locks_what_it_needs_with_the_fee()
    {
        await SendAsync(Rest(OrderSide.Bid, 990, 100));

        (await BalancesAsync()).LockedCash.Should().Be(new Krw(99_000 * 1.0005m));
    }

    [Fact]
    public async Task A_resting_order_is_filled_at_its_price_when_a_trade_prints_through_it()
    {
        var key = await RestingSaleAsync(limit: 1010, quantity: 100);

        await Venue.PrintAsync(Xrp, Won(1011), Coins(0.1m));

        var order = await FoundAsync(key);
        order.State.Should().Be(ExchangeOrderState.Done);
        order.Trades.Should().ContainSingle().Which.Price.Should().Be(Won(1010));
    }

    [Fact]
    public async Task A_limit_order_takes_what_it_crosses_and_rests_with_the_rest()
    {
        var key = NextKey();

        var order = (await SendAsync(Rest(OrderSide.Bid, 1001, 1500, key))).Value;

        order.Should().Match<ExchangeOrder>(now => now.State == ExchangeOrderState.Waiting && now.Executed == Coins(1000) && now.Remaining == Coins(500));
        (await Exchange.OpenOrdersAsync(default)).Value.Should().ContainSingle().Which.Key.Should().Be(key);
    }

    [Fact]
    public async Task A_key_is_never_accepted_twice()
    {
        var order = Buy(worst: 1001, quantity: 10);
        await SendAsync(order);

        ShouldBeRefused(await SendAsync(order), ExchangeFaultKind.DuplicateIdentifier);
        (await BalancesAsync()).Of(Xrp.Base).Free.Should().Be(Coins(10));
    }

    [Fact]
    public async Task The_key_of_a_refused_order_is_burned_and_the_order_cannot_be_found()
    {
        var order = Sell(quantity: 10);
        ShouldBeRefused(await SendAsync(order), ExchangeFaultKind.InsufficientCoins);
        await Venue.GiveCoinsAsync(Xrp.Base, Coins(10));

        ShouldBeRefused(await SendAsync(order), ExchangeFaultKind.DuplicateIdentifier);
        ShouldBeRefused(await Exchange.FindAsync(order.Key, default), ExchangeFaultKind.OrderNotFound);
    }

    [Fact]
    public async Task An_order_that_nobody_sent_is_not_found() =>
        ShouldBeRefused(await Exchange.FindAsync(ClientOrderId.From("nobody"), default), ExchangeFaultKind.OrderNotFound);

    [Fact]
    public async Task An_order_for_more_than_the_free_won_is_refused() =>
        ShouldBeRefused(await SendAsync(Rest(OrderSide.Bid, 1000, 10_000)), ExchangeFaultKind.InsufficientFunds);

    [Fact]
    public async Task An_order_under_five_thousand_won_is_refused() =>
        ShouldBeRefused(await SendAsync(Spend(4_999)), ExchangeFaultKind.UnderMinimum);

    [Fact]
    public async Task An_order_over_a_billion_won_is_refused() =>
        ShouldBeRefused(await SendAsync(Rest(OrderSide.Bid, 1000, 1_000_001)), ExchangeFaultKind.OverMaximum);

    [Fact]
    public async Task A_price_between_two_ticks_is_refused() =>
        ShouldBeRefused(await SendAsync(Rest(OrderSide.Bid, 1000.5m, 10)), ExchangeFaultKind.Invalid);

    [Fact]
    public async Task A_market_sale_larger_than_the_visible_bids_is_refused()
    {
        await Venue.GiveCoinsAsync(Xrp.Base, Coins(6000));

        ShouldBeRefused(await SendAsync(Sell(5001)), ExchangeFaultKind.OverVisibleBook);
    }

    [Fact]
    public async Task A_market_buy_larger_than_the_visible_asks_is_refused() =>
        ShouldBeRefused(await SendAsync(Spend(6_000_000)), ExchangeFaultKind.OverVisibleBook);

    [Fact]
    public async Task An_order_in_a_market_that_does_not_exist_is_refused() =>
        ShouldBeRefused(await SendAsync(OrderRequest.BuyAtMarket(NextKey(), MarketCode.From("KRW-NONE"), new Krw(10_000))), ExchangeFaultKind.MarketNotFound);

    [Fact]
    public async Task An_order_in_a_halted_market_is_refused()
    {
        await Venue.HaltAsync(Xrp);

        ShouldBeRefused(await SendAsync(Spend(10_000)), ExchangeFaultKind.MarketHalted);
        (await Exchange.ChanceAsync(Xrp, default)).Value.IsOpen.Should().BeFalse();
    }

    [Fact]
    public async Task The_chance_tells_fee_minimum_and_maximum() =>
        (await Exchange.ChanceAsync(Xrp, default)).Value.Should().Be(
            new OrderChance(Xrp, Percent.Of(0.05m), Percent.Of(0.05m), new Krw(5_000), new Krw(1_000_000_000), IsOpen: true));
}
