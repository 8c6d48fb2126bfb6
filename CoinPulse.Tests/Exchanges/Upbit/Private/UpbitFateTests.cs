using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Upbit.Private;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Upbit.Private;

/// <summary>The table of decision 0030, cell by cell: what came of a request on the wire, and what stands at the exchange afterwards.</summary>
public sealed class UpbitFateTests : IAsyncLifetime
{
    private const string Order = "POST v1/orders";
    private const string Cancel = "DELETE v1/order";
    private const string Swap = "POST v1/orders/cancel_and_new";

    private static readonly MarketCode Xrp = MarketCode.From("KRW-XRP");

    private readonly FakeTimeProvider _wall = new(TimeProvider.System.GetUtcNow());
    private FakeUpbit _fake = null!;
    private PocketParts _parts = null!;
    private int _keys;

    private UpbitExchange Exchange => _parts.Exchange;

    private FakePocket Books => _fake.Private.Pocket;

    private FakeTroubles Troubles => _fake.Private.Troubles;

    public async Task InitializeAsync()
    {
        _fake = await FakeUpbit.StartAsync();
        _parts = PocketParts.For(_fake, _wall);
        Books.Markets["KRW-XRP"] = new FakeMarketBook { Bids = [(1_000, 1_000), (999, 1_000)], Asks = [(1_001, 1_000), (1_002, 1_000)] };
        Books.Move("KRW", 10_000_000);
        Books.Move("XRP", 5_000);
    }

    public async Task DisposeAsync()
    {
        await _parts.DisposeAsync();
        await _fake.DisposeAsync();
    }

    public static TheoryData<string, bool> Losses => new()
    {
        { "CutBefore", false },
        { "GatewayBefore", false },
        { "SilentBefore", false },
        { "Redirect", false },
        { "Stranger404", false },
        { "CutAfter", true },
        { "CutInAnswer", true },
        { "GatewayAfter", true },
        { "SilentAfter", true },
        { "UnreadableYes", true },
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task An_order_whose_answer_proves_nothing_is_unknown_and_its_key_tells_what_became_of_it(string loss, bool happened)
    {
        Troubles.Script(Order, Trouble(loss));
        var order = Buy(10);

        (await PassingAsync(Exchange.SubmitAsync(order, default))).Kind.Should().Be(AnswerKind.Unknown);

        var look = await Exchange.FindAsync(order.Key, default);
        if (happened) look.Value.Executed.Should().Be(new Quantity(10));
        else look.Fault!.Kind.Should().Be(ExchangeFaultKind.OrderNotFound);
        SentTo(Order).Should().Be(1, "nothing is ever sent a second time by itself");
    }

    [Theory]
    [InlineData(true, ExchangeFaultKind.DuplicateIdentifier)]
    [InlineData(false, null)]
    public async Task The_same_key_once_more_is_taken_for_a_duplicate_or_is_the_first_to_arrive(bool landed, ExchangeFaultKind? refused)
    {
        Troubles.Script(Order, Trouble(landed ? "CutAfter" : "CutBefore"));
        var sale = Sell(10);
        await PassingAsync(Exchange.SubmitAsync(sale, default));

        var probe = await PassingAsync(Exchange.SubmitAsync(sale, default));

        (probe.Fault?.Kind).Should().Be(refused);
        Books.Of("XRP").Free.Should().Be(4_990, "it was sold once");
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_cancel_whose_answer_proves_nothing_is_unknown_and_the_order_tells(string loss, bool happened)
    {
        var resting = await RestAsync();
        Troubles.Script(Cancel, Trouble(loss));

        (await PassingAsync(Exchange.CancelAsync(resting, default))).Kind.Should().Be(AnswerKind.Unknown);

        (await Exchange.FindAsync(resting, default)).Value.State.Should().Be(happened ? ExchangeOrderState.Cancelled : ExchangeOrderState.Waiting);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_cancel_with_a_sale_whose_answer_proves_nothing_is_unknown_and_both_orders_tell(string loss, bool happened)
    {
        var (resting, sale) = (await RestAsync(), NextKey());
        Troubles.Script(Swap, Trouble(loss));

        (await PassingAsync(Exchange.CancelAndSellAsync(new CancelAndSell(resting, sale, Xrp), default))).Kind.Should().Be(AnswerKind.Unknown);

        (await Exchange.FindAsync(resting, default)).Value.State.Should().Be(happened ? ExchangeOrderState.Cancelled : ExchangeOrderState.Waiting);
        (await Exchange.FindAsync(sale, default)).Kind.Should().Be(happened ? AnswerKind.Answered : AnswerKind.Refused);
    }

    [Theory]
    [InlineData("GET v1/order")]
    [InlineData("GET v1/orders/open")]
    [InlineData("GET v1/orders/closed")]
    [InlineData("GET v1/accounts")]
    [InlineData("GET v1/orders/chance")]
    public async Task A_question_that_is_not_answered_teaches_nothing(string request)
    {
        foreach (var loss in new[] { "CutBefore", "GatewayBefore", "SilentBefore", "Stranger404", "CutInAnswer" })
        {
            Troubles.Script(request, Trouble(loss), Trouble(loss), Trouble(loss));   // the transport itself asks again where nothing can have changed

            (await PassingAsync(AskAsync(request))).Should().Be(AnswerKind.Unknown, $"{request} met {loss}");
            Troubles.Clear();
        }
    }

    [Fact]
    public async Task A_closed_order_whose_trades_cannot_be_read_makes_the_list_unknown_rather_than_short()
    {
        await PassingAsync(Exchange.SubmitAsync(Buy(10), default));
        Troubles.Script("GET v1/order", Trouble("GatewayBefore"));

        (await Exchange.ClosedOrdersAsync(_wall.GetUtcNow().AddHours(-1), default)).Kind.Should().Be(AnswerKind.Unknown);
    }

    public static TheoryData<int, string, ExchangeFaultKind> Refusals => new()
    {
        { 400, "insufficient_funds_bid", ExchangeFaultKind.InsufficientFunds },
        { 400, "insufficient_funds_ask", ExchangeFaultKind.InsufficientCoins },
        { 400, "under_min_total_bid", ExchangeFaultKind.UnderMinimum },
        { 400, "over_krw_funds_bid", ExchangeFaultKind.OverMaximum },
        { 400, "volume_too_large", ExchangeFaultKind.OverVisibleBook },
        { 400, "duplicated_identifier", ExchangeFaultKind.DuplicateIdentifier },
        { 400, "validation_error", ExchangeFaultKind.Invalid },
        { 400, "invalid_post_only", ExchangeFaultKind.Invalid },
        { 400, "create_bid_error", ExchangeFaultKind.Invalid },
        { 400, "notfoundmarket", ExchangeFaultKind.MarketNotFound },
        { 403, "market_offline", ExchangeFaultKind.MarketHalted },
        { 401, "expired_access_key", ExchangeFaultKind.KeyExpired },
        { 401, "invalid_access_key", ExchangeFaultKind.KeyInvalid },
        { 401, "jwt_verification", ExchangeFaultKind.KeyInvalid },
        { 401, "no_authorization_ip", ExchangeFaultKind.AddressNotAllowed },
        { 401, "out_of_scope", ExchangeFaultKind.PermissionMissing },
        { 403, "out_of_scope", ExchangeFaultKind.PermissionMissing },
        { 400, "thirdparty_agreement_required", ExchangeFaultKind.PermissionMissing },
        { 500, "maintenance", ExchangeFaultKind.Busy },
        { 429, "too_many_requests", ExchangeFaultKind.TooManyRequests },
        { 418, "anything", ExchangeFaultKind.TooManyRequests },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_no_of_Upbits_own_is_a_refusal_of_its_class(int status, string name, ExchangeFaultKind kind)
    {
        Troubles.Script(Order, FakeTrouble.Refuses(status, name, "거절"));

        var answer = await Exchange.SubmitAsync(Buy(10), default);

        answer.Kind.Should().Be(AnswerKind.Refused);
        answer.Fault.Should().Be(new ExchangeFault(kind, name, "거절"));
        Books.Orders.Should().BeEmpty();
    }

    [Fact]
    public async Task A_used_nonce_means_that_the_first_copy_arrived()
    {
        Troubles.Script(Order, new FakeTrouble(FakeTroubleKind.SaysAfter, 401, """{"error":{"name":"nonce_used","message":"이미 사용한 nonce"}}"""));

        (await Exchange.SubmitAsync(Buy(10), default)).Kind.Should().Be(AnswerKind.Unknown);
    }

    [Fact]
    public async Task After_418_orders_are_refused_unsent_until_the_block_is_over_and_another_pocket_goes_on()
    {
        Troubles.Script(Order, FakeTrouble.TooMany, FakeTrouble.Blocked(30));
        await Exchange.SubmitAsync(Buy(10), default);
        await PassingAsync(Exchange.SubmitAsync(Buy(10), default));
        await using var other = PocketParts.For(_fake, _wall);

        var during = await PassingAsync(Exchange.SubmitAsync(Sell(10), default));
        var elsewhere = await PassingAsync(other.Exchange.SubmitAsync(Sell(10), default));
        _wall.Advance(TimeSpan.FromSeconds(30));
        var after = await PassingAsync(Exchange.SubmitAsync(Sell(10), default));

        during.Fault!.Should().Match<ExchangeFault>(fault => fault.Code == "not_sent" && fault.IsPassing);
        elsewhere.Kind.Should().Be(AnswerKind.Answered);
        after.Kind.Should().Be(AnswerKind.Answered);
        SentTo(Order).Should().Be(4);
    }

    [Fact]
    public async Task Once_an_order_has_left_nobody_calls_it_back()
    {
        Troubles.Script(Order, Trouble("SilentAfter"));
        using var leaving = new CancellationTokenSource();
        var sending = Exchange.SubmitAsync(Buy(10), leaving.Token);
        await Patience.UntilAsync(() => Books.Orders.Count == 1);

        await leaving.CancelAsync();

        (await PassingAsync(sending)).Kind.Should().Be(AnswerKind.Unknown);
    }

    [Fact]
    public async Task An_order_that_is_matched_late_is_answered_as_it_stands_and_found_later()
    {
        Books.IsSlow = true;
        var order = Buy(10);

        var answer = await PassingAsync(Exchange.SubmitAsync(order, default));
        Books.MatchLate();

        answer.Value.State.Should().Be(ExchangeOrderState.Waiting);
        (await Exchange.FindAsync(order.Key, default)).Value.Executed.Should().Be(new Quantity(10));
    }

    [Fact]
    public async Task An_accepted_order_that_cannot_be_looked_at_is_accepted_all_the_same()
    {
        Troubles.Script("GET v1/order", Trouble("GatewayBefore"));

        (await Exchange.SubmitAsync(Buy(10), default)).Value.Should().Match<ExchangeOrder>(order => order.State == ExchangeOrderState.Waiting && order.Executed == Quantity.Zero);
    }

    [Fact]
    public async Task A_target_that_a_person_cancelled_is_not_found_by_a_cancel_and_reads_as_cancelled()
    {
        var target = await RestAsync();
        Books.EndCancelled(Books.Find(null, target.Value));

        (await Exchange.CancelAsync(target, default)).Fault!.Kind.Should().Be(ExchangeFaultKind.OrderNotFound);
        (await Exchange.FindAsync(target, default)).Value.State.Should().Be(ExchangeOrderState.Cancelled);
    }

    [Fact]
    public async Task A_balance_that_a_person_changed_is_the_next_answer()
    {
        Books.Move("XRP", -1_234.5m);

        (await Exchange.BalancesAsync(default)).Value.Of(Xrp.Base).Free.Should().Be(new Quantity(3_765.5m));
    }

    [Fact]
    public async Task A_price_of_yesterdays_steps_is_refused_as_wrong_and_not_as_passing()
    {
        Books.Markets["KRW-XRP"].TickAt = _ => 5;

        var answer = await Exchange.SubmitAsync(Buy(10), default);

        answer.Fault!.Should().Match<ExchangeFault>(fault => fault.Kind == ExchangeFaultKind.Invalid && !fault.IsPassing);
    }

    [Fact]
    public async Task A_market_that_is_gone_refuses_orders_and_its_chance()
    {
        Books.Markets.Remove("KRW-XRP");

        (await Exchange.SubmitAsync(Sell(10), default)).Fault!.Kind.Should().Be(ExchangeFaultKind.MarketNotFound);
        (await Exchange.ChanceAsync(Xrp, default)).Fault!.Kind.Should().Be(ExchangeFaultKind.MarketNotFound);
    }

    [Theory]
    [InlineData(ExchangeFaultKind.AddressNotAllowed)]
    [InlineData(ExchangeFaultKind.KeyExpired)]
    [InlineData(ExchangeFaultKind.PermissionMissing)]
    [InlineData(ExchangeFaultKind.KeyInvalid)]
    public async Task A_key_that_does_not_open_says_why(ExchangeFaultKind why)
    {
        var door = _fake.Private.Door;
        if (why == ExchangeFaultKind.AddressNotAllowed) door.KnowsAddress = false;
        if (why == ExchangeFaultKind.KeyExpired) door.IsExpired = true;
        if (why == ExchangeFaultKind.PermissionMissing) door.Permissions.Remove("자산조회");
        if (why == ExchangeFaultKind.KeyInvalid) door.Secret = "another-secret";

        (await Exchange.BalancesAsync(default)).Fault!.Kind.Should().Be(why);
    }

    private static FakeTrouble Trouble(string loss) => loss switch
    {
        "GatewayBefore" => FakeTrouble.GatewayBefore,
        "GatewayAfter" => FakeTrouble.GatewayAfter,
        "Redirect" => new FakeTrouble(FakeTroubleKind.SaysInstead, 307, ""),
        "Stranger404" => new FakeTrouble(FakeTroubleKind.SaysInstead, 404, FakeTrouble.Page),
        "UnreadableYes" => new FakeTrouble(FakeTroubleKind.SaysAfter, 200, FakeTrouble.Page),
        _ => FakeTrouble.Of(Enum.Parse<FakeTroubleKind>(loss)),
    };

    private async Task<AnswerKind> AskAsync(string request) => request switch
    {
        "GET v1/order" => (await Exchange.FindAsync(ClientOrderId.From("nobody"), default)).Kind,
        "GET v1/orders/open" => (await Exchange.OpenOrdersAsync(default)).Kind,
        "GET v1/orders/closed" => (await Exchange.ClosedOrdersAsync(_wall.GetUtcNow(), default)).Kind,
        "GET v1/accounts" => (await Exchange.BalancesAsync(default)).Kind,
        _ => (await Exchange.ChanceAsync(Xrp, default)).Kind,
    };

    private async Task<ClientOrderId> RestAsync()
    {
        var key = NextKey();
        (await PassingAsync(Exchange.SubmitAsync(OrderRequest.Rest(key, Xrp, OrderSide.Ask, new Price(1_100), new Quantity(100)), default))).Value.State.Should().Be(ExchangeOrderState.Waiting);
        return key;
    }

    /// <summary>Time passes until it is answered; slowly enough that a busy machine's answer is not taken for a silence.</summary>
    private async Task<T> PassingAsync<T>(Task<T> asking)
    {
        await Patience.UntilAsync(() => asking.IsCompleted, () => _wall.Advance(TimeSpan.FromMilliseconds(20)));
        return await asking;
    }

    private int SentTo(string request) => _fake.Private.Requests.Count(sent => sent.StartsWith(request + " ", StringComparison.Ordinal));

    private ClientOrderId NextKey() => ClientOrderId.From($"key-{++_keys}");

    private OrderRequest Buy(decimal quantity) => OrderRequest.BuyNow(NextKey(), Xrp, new Price(1_001), new Quantity(quantity));

    private OrderRequest Sell(decimal quantity) => OrderRequest.SellAtMarket(NextKey(), Xrp, new Quantity(quantity));
}
