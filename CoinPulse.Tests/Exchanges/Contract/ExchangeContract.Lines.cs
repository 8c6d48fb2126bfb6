using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Money;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Contract;

public abstract partial class ExchangeContract
{
    [Fact]
    public async Task The_answer_to_a_cancel_shows_the_order_waiting_and_then_it_is_cancelled()
    {
        var key = await RestingSaleAsync(limit: 1010, quantity: 100);

        var answer = await Exchange.CancelAsync(key, default);

        answer.Value.State.Should().Be(ExchangeOrderState.Waiting);
        (await FoundAsync(key)).State.Should().Be(ExchangeOrderState.Cancelled);
        _heard[^1].Should().Match<ExchangeOrder>(order => order.Key == key && order.State == ExchangeOrderState.Cancelled);
        (await BalancesAsync()).Of(Xrp.Base).Should().Match<CoinBalance>(coin => coin.Free == Coins(100) && coin.Locked == Quantity.Zero);
    }

    [Fact]
    public async Task A_final_order_cannot_be_cancelled()
    {
        var order = Buy(worst: 1001, quantity: 10);
        await SendAsync(order);

        ShouldBeRefused(await Exchange.CancelAsync(order.Key, default), ExchangeFaultKind.OrderNotFound);
    }

    [Fact]
    public async Task Cancel_and_sell_cancels_the_old_order_and_sells_its_rest_under_the_new_key()
    {
        var old = await RestingSaleAsync(limit: 1010, quantity: 100);
        var key = NextKey();

        var receipt = (await Exchange.CancelAndSellAsync(new CancelAndSell(old, key, Xrp), default)).Value;

        receipt.Previous.State.Should().Be(ExchangeOrderState.Waiting);
        (await FoundAsync(old)).State.Should().Be(ExchangeOrderState.Cancelled);
        var sale = await FoundAsync(key);
        sale.Should().Match<ExchangeOrder>(order => order.Id == receipt.New && order.Kind == OrderKind.MarketSell && order.Executed == Coins(100));
    }

    [Fact]
    public async Task Cancel_and_sell_of_an_order_that_filled_first_is_answered_with_yes_and_sells_nothing()
    {
        var old = await RestingSaleAsync(limit: 1010, quantity: 100);
        await Venue.PrintAsync(Xrp, Won(1011), Coins(1));
        var key = NextKey();

        var receipt = (await Exchange.CancelAndSellAsync(new CancelAndSell(old, key, Xrp), default)).Value;

        receipt.Should().Match<CancelAndSellReceipt>(answer => answer.New == null && answer.Previous.State == ExchangeOrderState.Done);
        ShouldBeRefused(await Exchange.FindAsync(key, default), ExchangeFaultKind.OrderNotFound);
    }

    [Fact]
    public async Task Cancel_and_sell_larger_than_the_visible_book_is_refused_and_the_old_order_still_rests()
    {
        var old = await RestingSaleAsync(limit: 1010, quantity: 5001);

        ShouldBeRefused(await Exchange.CancelAndSellAsync(new CancelAndSell(old, NextKey(), Xrp), default), ExchangeFaultKind.OverVisibleBook);

        (await FoundAsync(old)).State.Should().Be(ExchangeOrderState.Waiting);
        (await BalancesAsync()).Of(Xrp.Base).Locked.Should().Be(Coins(5001));
    }

    [Fact]
    public async Task Cancel_and_sell_of_a_rest_under_the_minimum_is_refused_and_the_old_order_still_rests()
    {
        var old = await RestingSaleAsync(limit: 1010, quantity: 4.96m);   // 5,009.6 KRW at its price, 4,960 at the bid

        ShouldBeRefused(await Exchange.CancelAndSellAsync(new CancelAndSell(old, NextKey(), Xrp), default), ExchangeFaultKind.UnderMinimum);

        (await FoundAsync(old)).State.Should().Be(ExchangeOrderState.Waiting);
    }

    [Fact]
    public async Task Cancel_and_sell_in_a_halted_market_is_refused_and_the_old_order_still_rests()
    {
        var old = await RestingSaleAsync(limit: 1010, quantity: 100);
        await Venue.HaltAsync(Xrp);

        ShouldBeRefused(await Exchange.CancelAndSellAsync(new CancelAndSell(old, NextKey(), Xrp), default), ExchangeFaultKind.MarketHalted);

        (await FoundAsync(old)).State.Should().Be(ExchangeOrderState.Waiting);
    }

    [Fact]
    public async Task Cancel_and_sell_under_a_used_key_changes_nothing()
    {
        var used = Buy(worst: 1001, quantity: 10);
        await SendAsync(used);
        var old = await RestingSaleAsync(limit: 1010, quantity: 100);

        ShouldBeRefused(await Exchange.CancelAndSellAsync(new CancelAndSell(old, used.Key, Xrp), default), ExchangeFaultKind.DuplicateIdentifier);

        (await FoundAsync(old)).State.Should().Be(ExchangeOrderState.Waiting);
    }

    [Fact]
    public async Task Cancel_and_sell_of_an_order_that_nobody_sent_is_refused() =>
        ShouldBeRefused(await Exchange.CancelAndSellAsync(new CancelAndSell(ClientOrderId.From("nobody"), NextKey(), Xrp), default), ExchangeFaultKind.OrderNotFound);

    [Fact]
    public async Task A_lost_answer_is_unknown_and_the_order_is_found_by_its_key()
    {
        Venue.Line.Script(ExchangeCall.Submit, ExchangeAccident.LosesAnswer);
        var order = Buy(worst: 1001, quantity: 10);

        var answer = await SendAsync(order);

        answer.Kind.Should().Be(AnswerKind.Unknown);
        (await FoundAsync(order.Key)).Executed.Should().Be(Coins(10));
    }

    [Fact]
    public async Task A_lost_request_is_unknown_and_did_nothing_so_that_the_same_key_may_try_again()
    {
        Venue.Line.Script(ExchangeCall.Submit, ExchangeAccident.NeverArrives);
        var order = Buy(worst: 1001, quantity: 10);

        (await SendAsync(order)).Kind.Should().Be(AnswerKind.Unknown);

        ShouldBeRefused(await Exchange.FindAsync(order.Key, default), ExchangeFaultKind.OrderNotFound);
        (await SendAsync(order)).Value.Executed.Should().Be(Coins(10));
    }

    [Fact]
    public async Task A_busy_exchange_refuses_for_now()
    {
        Venue.Line.Script(ExchangeCall.Submit, ExchangeAccident.IsBusy, ExchangeAccident.TooManyRequests);

        var busy = await SendAsync(Buy(worst: 1001, quantity: 10));
        var tooMany = await SendAsync(Buy(worst: 1001, quantity: 10));

        ShouldBeRefused(busy, ExchangeFaultKind.Busy);
        ShouldBeRefused(tooMany, ExchangeFaultKind.TooManyRequests);
        busy.Fault!.IsPassing.Should().BeTrue();
    }

    [Fact]
    public async Task The_stream_tells_every_fill_with_the_trades_so_far()
    {
        var key = await RestingSaleAsync(limit: 1010, quantity: 100);

        await Venue.PrintAsync(Xrp, Won(1010), Coins(30));
        await Venue.PrintAsync(Xrp, Won(1010), Coins(70));

        _heard.Where(order => order.Key == key).Select(order => (order.Executed, order.State, order.TradesAreComplete)).Should().Equal(
            (Quantity.Zero, ExchangeOrderState.Waiting, true),
            (Coins(30), ExchangeOrderState.Waiting, true),
            (Coins(100), ExchangeOrderState.Done, true));
    }

    [Fact]
    public async Task What_the_stream_loses_is_found_by_asking()
    {
        var key = await RestingSaleAsync(limit: 1010, quantity: 100);
        Venue.Line.ScriptStream(StreamAccident.Drop);

        await Venue.PrintAsync(Xrp, Won(1011), Coins(1));

        _heard.Should().NotContain(order => order.Key == key && order.State == ExchangeOrderState.Done);
        (await Exchange.ClosedOrdersAsync(Venue.Now.AddHours(-1), default)).Value.Should().ContainSingle().Which.TradesAreComplete.Should().BeTrue();
    }

    [Fact]
    public async Task The_stream_may_tell_twice_and_out_of_order()
    {
        var key = await RestingSaleAsync(limit: 1010, quantity: 100);
        Venue.Line.ScriptStream(StreamAccident.Hold, StreamAccident.Duplicate);

        await Venue.PrintAsync(Xrp, Won(1010), Coins(30));
        await Venue.PrintAsync(Xrp, Won(1010), Coins(30));
        await Venue.ReleaseEventsAsync();

        _heard.Where(order => order.Key == key).Skip(1).Select(order => order.Executed).Should().Equal(Coins(60), Coins(60), Coins(30));
    }

    [Fact]
    public async Task Open_orders_show_a_persons_own_orders_without_a_key()
    {
        await Venue.PlaceByHandAsync(Rest(OrderSide.Bid, 990, 10));
        await SendAsync(Rest(OrderSide.Bid, 991, 10));

        (await Exchange.OpenOrdersAsync(default)).Value.Select(order => order.Key is null).Should().BeEquivalentTo([true, false]);
    }

    [Fact]
    public async Task A_sale_by_hand_takes_the_coins_that_were_bought_here()
    {
        await SendAsync(Buy(worst: 1001, quantity: 100));

        var sale = await Venue.PlaceByHandAsync(Sell(60));

        sale.Key.Should().BeNull();
        (await BalancesAsync()).Of(Xrp.Base).Free.Should().Be(Coins(40));
        (await Exchange.ClosedOrdersAsync(Venue.Now.AddHours(-1), default)).Value.Should().Contain(order => order.Id == sale.Id && order.Key == null);
    }

    [Fact]
    public async Task Closed_orders_come_oldest_first_from_the_moment_asked_for_on()
    {
        var first = Buy(worst: 1001, quantity: 10);
        var second = Sell(10);
        await SendAsync(first);
        await SendAsync(second);

        (await Exchange.ClosedOrdersAsync(Venue.Now.AddHours(-1), default)).Value.Select(order => order.Key).Should().Equal(first.Key, second.Key);
        (await Exchange.ClosedOrdersAsync(Venue.Now.AddHours(1), default)).Value.Should().BeEmpty();
    }

    [Fact]
    public async Task After_a_restart_orders_balances_and_burned_keys_are_as_they_were()
    {
        var bought = Buy(worst: 1001, quantity: 100);
        await SendAsync(bought);
        var resting = await RestingSaleAsync(limit: 1010, quantity: 50);
        var before = await BalancesAsync();

        await Venue.RestartAsync();

        (await BalancesAsync()).Should().BeEquivalentTo(before);
        (await FoundAsync(resting)).State.Should().Be(ExchangeOrderState.Waiting);
        ShouldBeRefused(await SendAsync(bought), ExchangeFaultKind.DuplicateIdentifier);
    }

    [Fact]
    public async Task After_a_restart_a_resting_order_goes_on_to_fill()
    {
        var resting = await RestingSaleAsync(limit: 1010, quantity: 50);
        await Venue.RestartAsync();

        await Venue.PrintAsync(Xrp, Won(1011), Coins(1));

        (await FoundAsync(resting)).State.Should().Be(ExchangeOrderState.Done);
    }
}
