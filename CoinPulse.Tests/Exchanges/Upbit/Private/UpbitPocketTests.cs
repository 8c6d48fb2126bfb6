using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Upbit.Private;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Upbit.Private;

/// <summary>One test for each request: how it is sent, signed so that the fake lets it in, and how the documented answer reads.</summary>
public sealed class UpbitPocketTests : IAsyncLifetime
{
    private static readonly MarketCode Btc = MarketCode.From("KRW-BTC");
    private static readonly ClientOrderId Key = ClientOrderId.From("key-1");

    private FakeUpbit _fake = null!;
    private PocketParts _parts = null!;

    private UpbitPocket Pocket => _parts.Pocket;

    private FakePocketApi Api => _fake.Private;

    private string Sent => Api.Requests.Should().ContainSingle().Subject;

    public async Task InitializeAsync()
    {
        _fake = await FakeUpbit.StartAsync();
        _parts = PocketParts.For(_fake);
        Api.Pocket.Markets["KRW-BTC"] = new FakeMarketBook { Bids = [(100_000_000, 1)], Asks = [(100_001_000, 1)] };
        Api.Pocket.Move("KRW", 10_000_000);
        Api.Pocket.Move("BTC", 1);
    }

    public async Task DisposeAsync()
    {
        await _parts.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Fact]
    public async Task Accounts_come_exactly_with_more_decimals_than_a_double_has()
    {
        Api.Answers["v1/accounts"] = """
            [{"currency":"KRW","balance":"1386929.37231066771348207123","locked":"10329.670127489597585685","avg_buy_price":"0","avg_buy_price_modified":false,"unit_currency":"KRW"},
             {"currency":"BTC","balance":"0.001","locked":"0","avg_buy_price":"140000000","avg_buy_price_modified":false,"unit_currency":"KRW"},
             {"currency":"USDT","balance":"1","locked":"0","avg_buy_price":"0.5","avg_buy_price_modified":false,"unit_currency":"BTC"}]
            """;

        var balances = (await _parts.Exchange.BalancesAsync(default)).Value;

        Sent.Should().Be("GET v1/accounts");
        balances.FreeCash.Should().Be(new Krw(1386929.372310667713m));
        balances.LockedCash.Should().Be(new Krw(10329.670127489598m));
        balances.Of(Btc.Base).Should().Be(new CoinBalance(Btc.Base, new Quantity(0.001m), Quantity.Zero, new Price(140_000_000)));
        balances.Of(Asset.From("USDT")).AverageCost.Should().Be(default(Price), "a price in bitcoin is no price in won");
    }

    [Fact]
    public async Task The_chance_reads_as_documented()
    {
        Api.Answers["v1/orders/chance"] = """
            {"bid_fee":"0.0005","ask_fee":"0.0004","maker_bid_fee":"0.0005","maker_ask_fee":"0.0005","market":{"id":"KRW-BTC","name":"BTC/KRW","order_types":["limit"],
             "order_sides":["ask","bid"],"bid_types":["best_fok","best_ioc","limit","limit_fok","limit_ioc","price"],"ask_types":["limit","market"],
             "bid":{"currency":"KRW","min_total":"5000"},"ask":{"currency":"BTC","min_total":"5000"},"max_total":"1000000000","state":"active"},
             "bid_account":{"currency":"KRW","balance":"10000","locked":"0","avg_buy_price":"0","avg_buy_price_modified":true,"unit_currency":"KRW"},
             "ask_account":{"currency":"BTC","balance":"0.001","locked":"0","avg_buy_price":"140000000","avg_buy_price_modified":false,"unit_currency":"KRW"}}
            """;

        var chance = await _parts.Exchange.ChanceAsync(Btc, default);

        Sent.Should().Be("GET v1/orders/chance?market=KRW-BTC");
        chance.Value.Should().Be(new OrderChance(Btc, Percent.Of(0.05m), Percent.Of(0.04m), new Krw(5_000), new Krw(1_000_000_000), IsOpen: true));
    }

    [Fact]
    public async Task A_chance_without_its_limits_is_not_known_rather_than_free()
    {
        Api.Answers["v1/orders/chance"] = """{"bid_fee":"0.0005","ask_fee":"0.0005","market":{"id":"KRW-BTC","state":"active"}}""";

        (await _parts.Exchange.ChanceAsync(Btc, default)).Kind.Should().Be(AnswerKind.Unknown);
    }

    public static TheoryData<string, string> Orders => new()
    {
        { "limit", """{"market":"KRW-BTC","side":"bid","volume":"0.001","price":"100000000","ord_type":"limit","smp_type":"cancel_taker","identifier":"key-1"}""" },
        { "ioc", """{"market":"KRW-BTC","side":"bid","volume":"0.001","price":"100000000","ord_type":"limit","time_in_force":"ioc","smp_type":"cancel_taker","identifier":"key-1"}""" },
        { "fok", """{"market":"KRW-BTC","side":"bid","volume":"0.001","price":"100000000","ord_type":"limit","time_in_force":"fok","smp_type":"cancel_taker","identifier":"key-1"}""" },
        { "post only", """{"market":"KRW-BTC","side":"bid","volume":"0.001","price":"100000000","ord_type":"limit","time_in_force":"post_only","smp_type":"none","identifier":"key-1"}""" },
        { "market buy", """{"market":"KRW-BTC","side":"bid","price":"10000","ord_type":"price","smp_type":"cancel_taker","identifier":"key-1"}""" },
        { "market sell", """{"market":"KRW-BTC","side":"ask","volume":"0.001","ord_type":"market","smp_type":"cancel_maker","identifier":"key-1"}""" },
        { "best buy", """{"market":"KRW-BTC","side":"bid","price":"10000","ord_type":"best","time_in_force":"ioc","smp_type":"reduce","identifier":"key-1"}""" },
        { "best sell", """{"market":"KRW-BTC","side":"ask","volume":"0.001","ord_type":"best","time_in_force":"fok","smp_type":"none","identifier":"key-1"}""" },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Each_form_of_an_order_is_sent_as_Upbit_takes_it_and_always_says_how_it_meets_its_own(string form, string body)
    {
        var answer = await Pocket.OrderAsync(Order(form), default);

        Sent.Should().Be($"POST v1/orders {body}");
        answer.Value.Identifier.Should().Be("key-1");
        answer.Value.State.Should().Be("wait", "nothing has happened yet when it is accepted");
    }

    [Fact]
    public async Task A_market_buy_spends_no_more_than_eight_decimals_of_a_won()
    {
        await Pocket.OrderAsync(UpbitNewOrder.MarketBuy(Key, Btc, new Krw(10_000.123456789m), SelfMatch.CancelTaker), default);

        Sent.Should().Contain("\"price\":\"10000.12345678\"");
    }

    [Fact]
    public async Task An_order_that_is_tried_out_is_judged_and_not_placed()
    {
        var good = await Pocket.TryOrderAsync(Order("limit"), default);
        var small = await Pocket.TryOrderAsync(UpbitNewOrder.MarketBuy(Key, Btc, new Krw(4_999), SelfMatch.CancelTaker), default);

        Api.Requests.First().Should().StartWith("POST v1/orders/test {");
        good.Kind.Should().Be(AnswerKind.Answered);
        small.Fault!.Kind.Should().Be(ExchangeFaultKind.UnderMinimum);
        (await Pocket.OpenAsync(1, default)).Value.Should().BeEmpty();
    }

    [Fact]
    public async Task An_order_is_found_by_key_and_by_id_with_its_trades_and_their_part_of_the_fee()
    {
        Api.Answers["v1/order"] = """
            {"market":"KRW-USDT","uuid":"3b67e543","side":"ask","ord_type":"market","state":"done","created_at":"2025-08-09T16:44:00+09:00","identifier":"key-1",
             "volume":"5.377594","remaining_volume":"0","executed_volume":"5.377594","reserved_fee":"0","remaining_fee":"0","paid_fee":"3.697095875",
             "locked":"0","prevented_volume":"0","prevented_locked":"0","trades_count":2,
             "trades":[{"market":"KRW-USDT","uuid":"t2","price":"1375","volume":"2","funds":"2750","trend":"down","created_at":"2025-08-09T16:44:01.5+09:00","side":"ask"},
                       {"market":"KRW-USDT","uuid":"t1","price":"1375","volume":"3.377594","funds":"4644.19175","trend":"down","created_at":"2025-08-09T16:44:00.597751+09:00","side":"ask"}]}
            """;

        var order = (await _parts.Exchange.FindAsync(Key, default)).Value;
        await Pocket.OrderAsync(UpbitOrderName.Of(ExchangeOrderId.From("3b67e543")), default);

        Api.Requests.Should().Equal("GET v1/order?identifier=key-1", "GET v1/order?uuid=3b67e543");
        order.Should().Match<ExchangeOrder>(read => read.Key == Key && read.Kind == OrderKind.MarketSell && read.State == ExchangeOrderState.Done && read.TradesAreComplete);
        order.PaidFee.Should().Be(new Krw(3.697095875m));
        order.Trades.Select(trade => (trade.Id, trade.Fee)).Should().Equal(("t1", new Krw(2.322095875m)), ("t2", new Krw(1.375m)));
        order.Trades[0].At.Should().Be(new DateTimeOffset(2025, 8, 9, 7, 44, 0, TimeSpan.Zero).AddTicks(5_977_510));
    }

    [Fact]
    public async Task Open_orders_are_asked_for_with_those_that_wait_for_a_price()
    {
        await Pocket.OrderAsync(Order("limit"), default);

        (await _parts.Exchange.OpenOrdersAsync(default)).Value.Should().ContainSingle().Which.Limit.Should().Be(new Price(100_000_000));

        Api.Requests.Last().Should().Be("GET v1/orders/open?states[]=wait&states[]=watch&page=1&limit=100&order_by=asc");
    }

    [Fact]
    public async Task Two_hundred_and_fifty_open_orders_come_whole()
    {
        Place(250);

        (await _parts.Exchange.OpenOrdersAsync(default)).Value.Select(order => order.Id).Should().OnlyHaveUniqueItems().And.HaveCount(250);
    }

    [Fact]
    public async Task Orders_of_markets_that_are_not_counted_in_won_are_left_out()
    {
        Api.Answers["v1/orders/open"] = """
            [{"market":"BTC-XRP","uuid":"a","side":"bid","ord_type":"limit","price":"0.00001","state":"wait","created_at":"2025-07-04T15:00:00+09:00","volume":"1","executed_volume":"0"}]
            """;

        (await _parts.Exchange.OpenOrdersAsync(default)).Value.Should().BeEmpty();
    }

    [Fact]
    public async Task Closed_orders_are_read_from_a_week_before_and_each_that_traded_is_asked_for_once()
    {
        await Pocket.OrderAsync(Order("market buy"), default);
        await Pocket.OrderAsync(UpbitNewOrder.MarketSell(ClientOrderId.From("key-2"), Btc, new Quantity(0.001m), SelfMatch.CancelMaker), default);
        Api.Requests.Clear();
        var since = TimeProvider.System.GetUtcNow().AddHours(-1);

        var first = await _parts.Exchange.ClosedOrdersAsync(since, default);
        var second = await _parts.Exchange.ClosedOrdersAsync(since, default);

        first.Value.Select(order => (order.Key!.Value.Value, order.TradesAreComplete)).Should().Equal(("key-1", true), ("key-2", true));
        second.Value.Should().BeEquivalentTo(first.Value);
        Api.Requests.Count(request => request.StartsWith("GET v1/order?", StringComparison.Ordinal)).Should().Be(2);
        Api.Requests.First().Should().Be($"GET v1/orders/closed?states[]=done&states[]=cancel&start_time={since.AddDays(-7).ToUnixTimeMilliseconds()}&limit=1000&order_by=asc");
    }

    [Fact]
    public async Task An_order_that_was_made_before_and_ended_since_is_among_the_closed_ones()
    {
        await Pocket.OrderAsync(Order("limit"), default);
        var since = TimeProvider.System.GetUtcNow();
        Api.Pocket.Print("KRW-BTC", 99_999_000, 1);

        (await _parts.Exchange.ClosedOrdersAsync(since, default)).Value.Should().ContainSingle().Which.Key.Should().Be(Key);
    }

    [Theory]
    [InlineData(-180)]
    [InlineData(180)]
    public async Task A_clock_that_is_three_minutes_wrong_hides_no_closed_order(int seconds)
    {
        Api.Pocket.Now = () => TimeProvider.System.GetUtcNow().AddSeconds(seconds);
        var since = TimeProvider.System.GetUtcNow();

        await Pocket.OrderAsync(Order("market buy"), default);

        (await _parts.Exchange.ClosedOrdersAsync(since, default)).Value.Should().ContainSingle();
    }

    [Fact]
    public async Task Orders_are_asked_for_by_list()
    {
        var placed = (await Pocket.OrderAsync(Order("limit"), default)).Value;

        var byKeys = await Pocket.ByKeysAsync([Key, ClientOrderId.From("nobody")], default);
        var byIds = await Pocket.ByIdsAsync([ExchangeOrderId.From(placed.Uuid!)], default);

        Api.Requests.Skip(1).Should().Equal("GET v1/orders/uuids?identifiers[]=key-1&identifiers[]=nobody", $"GET v1/orders/uuids?uuids[]={placed.Uuid}");
        byKeys.Value.Should().ContainSingle().Which.Identifier.Should().Be("key-1");
        byIds.Value.Should().ContainSingle();
    }

    [Fact]
    public async Task A_cancel_goes_in_the_address_without_a_body()
    {
        await Pocket.OrderAsync(Order("limit"), default);

        var answer = await Pocket.CancelAsync(UpbitOrderName.Of(Key), default);

        Api.Requests.Last().Should().Be("DELETE v1/order?identifier=key-1");
        answer.Value.State.Should().Be("wait");
    }

    [Fact]
    public async Task A_cancel_with_a_sale_of_the_rest_names_both_orders()
    {
        await Pocket.OrderAsync(UpbitNewOrder.Limit(Key, Btc, OrderSide.Ask, new Price(110_000_000), new Quantity(0.5m), UpbitTime.Rests, SelfMatch.CancelTaker), default);

        var answer = await Pocket.CancelAndSellRestAsync(Key, ClientOrderId.From("key-2"), SelfMatch.CancelMaker, default);

        Api.Requests.Last().Should().Be(
            """POST v1/orders/cancel_and_new {"prev_order_identifier":"key-1","new_ord_type":"market","new_volume":"remain_only","new_identifier":"key-2","new_smp_type":"cancel_maker"}""");
        answer.Value.NewOrderIdentifier.Should().Be("key-2");
    }

    [Fact]
    public async Task Wallets_tell_what_can_be_moved()
    {
        Api.Answers["v1/status/wallet"] = """
            [{"currency":"BTC","wallet_state":"working","block_state":"normal","block_height":903942,"block_updated_at":"2025-07-04T08:02:05.526+00:00","block_elapsed_minutes":6,"net_type":"BTC","network_name":"Bitcoin"},
             {"currency":"NEW","wallet_state":"paused","block_state":null,"block_height":null,"block_updated_at":null,"block_elapsed_minutes":null,"net_type":"NEW","network_name":"New"}]
            """;

        var wallets = (await Pocket.WalletsAsync(default)).Value;

        Sent.Should().Be("GET v1/status/wallet");
        wallets.Select(wallet => (wallet.Currency, wallet.WalletState, wallet.BlockElapsedMinutes)).Should().Equal(("BTC", "working", 6), ("NEW", "paused", null));
    }

    [Theory]
    [InlineData("deposits", "deposit")]
    [InlineData("withdraws", "withdraw")]
    public async Task What_came_and_went_is_read(string path, string type)
    {
        Api.Answers[$"v1/{path}"] = $$"""
            [{"type":"{{type}}","uuid":"35a4f1dc","currency":"BTC","net_type":"BTC","txid":"98c15999","state":"DONE","created_at":"2018-04-13T11:24:01+09:00","done_at":null,"amount":"0.01","fee":"0.0","transaction_type":"default"}]
            """;

        var transfers = path == "deposits" ? await Pocket.DepositsAsync(1, default) : await Pocket.WithdrawalsAsync(1, default);

        Sent.Should().Be($"GET v1/{path}?limit=100&page=1&order_by=desc");
        transfers.Value.Should().ContainSingle().Which.Should().Match<UpbitTransfer>(one => one.Type == type && one.Amount == 0.01m && one.DoneAt == null);
    }

    [Fact]
    public async Task The_account_s_keys_come_with_their_end()
    {
        var keys = (await Pocket.KeysAsync(default)).Value;

        Sent.Should().Be("GET v1/api_keys");
        keys.Should().ContainSingle().Which.ExpireAt.Should().Be(new DateTimeOffset(2027, 6, 25, 11, 22, 54, TimeSpan.FromHours(9)));
    }

    [Fact]
    public async Task What_the_keys_of_each_pocket_may_do_is_read_by_a_key_that_may_manage_pockets()
    {
        Api.Answers["v1/pockets/api_keys"] = """
            [{"uuid":"p","keys":[{"access_key":"a","permissions":["deposit","transfer","manage_pockets"],"allowed_ips":["203.0.113.10"],"created_at":"2026-05-28T15:17:51+09:00","expired_at":"2027-05-27T15:17:51+09:00"}]}]
            """;

        var pockets = (await Pocket.PocketKeysAsync(default)).Value;

        Sent.Should().Be("GET v1/pockets/api_keys?include_expired=false");
        pockets.Single().Keys!.Single().Permissions.Should().Contain("manage_pockets");
    }

    [Theory]
    [InlineData(false, "out_of_scope")]
    [InlineData(true, "open_api_withdraw_locked")]
    public async Task An_empty_withdrawal_moves_nothing_and_tells_whether_the_key_may(bool mayWithdraw, string name)
    {
        if (mayWithdraw) Api.Door.Permissions.Add("출금하기");

        var answer = await Pocket.WithdrawNothingAsync(default);

        Sent.Should().Be("POST v1/withdraws/coin {}");
        answer.Fault!.Code.Should().Be(name);
    }

    private static UpbitNewOrder Order(string form)
    {
        var (price, volume, funds) = (new Price(100_000_000), new Quantity(0.001m), new Krw(10_000));
        return form switch
        {
            "limit" => UpbitNewOrder.Limit(Key, Btc, OrderSide.Bid, price, volume, UpbitTime.Rests, SelfMatch.CancelTaker),
            "ioc" => UpbitNewOrder.Limit(Key, Btc, OrderSide.Bid, price, volume, UpbitTime.AtOnce, SelfMatch.CancelTaker),
            "fok" => UpbitNewOrder.Limit(Key, Btc, OrderSide.Bid, price, volume, UpbitTime.AllOrNothing, SelfMatch.CancelTaker),
            "post only" => UpbitNewOrder.Limit(Key, Btc, OrderSide.Bid, price, volume, UpbitTime.PostOnly, SelfMatch.CancelTaker),
            "market buy" => UpbitNewOrder.MarketBuy(Key, Btc, funds, SelfMatch.CancelTaker),
            "market sell" => UpbitNewOrder.MarketSell(Key, Btc, volume, SelfMatch.CancelMaker),
            "best buy" => UpbitNewOrder.BestBuy(Key, Btc, funds, UpbitTime.AtOnce, SelfMatch.Reduce),
            _ => UpbitNewOrder.BestSell(Key, Btc, volume, UpbitTime.AllOrNothing, SelfMatch.None),
        };
    }

    private void Place(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Api.Pocket.Place(new Dictionary<string, string> { ["market"] = "KRW-BTC", ["side"] = "bid", ["ord_type"] = "limit", ["price"] = "50000000", ["volume"] = "0.0001" });
        }
    }
}
