using System.Collections.Concurrent;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Upbit.Private;

/// <summary>What whoever listens is told when the WebSocket repeats itself, mixes things up, falls silent or breaks.</summary>
public sealed class UpbitNewsTests : IAsyncLifetime
{
    private static readonly MarketCode Xrp = MarketCode.From("KRW-XRP");

    private readonly FakeTimeProvider _wall = new(TimeProvider.System.GetUtcNow());
    private readonly ConcurrentQueue<ExchangeOrder> _told = [];
    private FakeUpbit _fake = null!;
    private PocketParts _parts = null!;
    private int _keys;

    private FakePocket Books => _fake.Private.Pocket;

    private FakePocketSocket Socket => _fake.PrivateSocket;

    public async Task InitializeAsync()
    {
        _fake = await FakeUpbit.StartAsync();
        _parts = PocketParts.For(_fake, _wall);
        _parts.Exchange.Subscribe(_told.Enqueue);
        Books.Markets["KRW-XRP"] = new FakeMarketBook { Bids = [(1_000, 1_000)], Asks = [(1_001, 1_000)] };
        Books.Move("KRW", 10_000_000);
        Books.Move("XRP", 5_000);
    }

    public async Task DisposeAsync()
    {
        await _parts.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Fact]
    public async Task One_line_carries_orders_and_balances_and_balances_without_codes()
    {
        await _parts.ListenAsync(_fake);

        Socket.Handshakes.Should().Be(1);
        Socket.Subscriptions.Should().ContainSingle().Which.Should().EndWith("""},{"type":"myOrder"},{"type":"myAsset"},{"format":"DEFAULT"}]""");
    }

    [Fact]
    public async Task Notices_twice_are_told_once()
    {
        await _parts.ListenAsync(_fake);
        Socket.Times = 2;
        var resting = await RestAsync(100);

        Books.Print("KRW-XRP", 1_100, 30);
        await ToldAsync(order => order.Executed == new Quantity(30));
        Books.Print("KRW-XRP", 1_100, 70);
        await ToldAsync(order => order.IsFinal);

        _told.Where(order => order.Key == resting).Select(order => order.Executed.Value).Should().Equal(0, 30, 100);
    }

    [Fact]
    public async Task Notices_out_of_order_tell_the_order_as_it_is()
    {
        await _parts.ListenAsync(_fake);
        var resting = await RestAsync(100);
        Socket.Holds = true;
        Books.Print("KRW-XRP", 1_100, 30);
        Books.Print("KRW-XRP", 1_100, 40);

        Socket.Release();
        await ToldAsync(order => order.Executed == new Quantity(70));

        _told.Where(order => order.Key == resting).Should().OnlyContain(order => order.TradesAreComplete);
        _told.Select(order => order.Executed).Should().BeInAscendingOrder();
    }

    [Fact]
    public async Task A_fill_is_told_before_the_answer_and_although_the_answer_is_lost()
    {
        await _parts.ListenAsync(_fake);
        _fake.Private.Troubles.Script("POST v1/orders", FakeTrouble.Of(FakeTroubleKind.SilentAfter));
        var sale = OrderRequest.SellAtMarket(NextKey(), Xrp, new Quantity(10));

        var sending = _parts.Exchange.SubmitAsync(sale, default);
        await ToldAsync(order => order.Key == sale.Key && order.IsFinal && order.TradesAreComplete);

        await Patience.UntilAsync(() => sending.IsCompleted, Pass);
        (await sending).Kind.Should().Be(AnswerKind.Unknown);
    }

    [Fact]
    public async Task What_happened_while_the_line_was_cut_is_told_when_it_stands_again()
    {
        await _parts.ListenAsync(_fake);
        var resting = await RestAsync(100);
        Socket.RefuseWith = 503;
        Socket.DropAll();
        await Patience.UntilAsync(() => Socket.Open == 0);
        Books.Print("KRW-XRP", 1_101, 1);
        Books.Place(new Dictionary<string, string> { ["market"] = "KRW-XRP", ["side"] = "ask", ["ord_type"] = "market", ["volume"] = "50" });

        Socket.RefuseWith = null;
        await ToldAsync(order => order.Key == resting && order.State == ExchangeOrderState.Done);
        await ToldAsync(order => order.Key is null && order.Executed == new Quantity(50));
    }

    [Fact]
    public async Task A_gap_is_caught_up_although_Upbit_cannot_be_asked_at_first()
    {
        await _parts.ListenAsync(_fake);
        var resting = await RestAsync(100);
        Socket.RefuseWith = 503;
        Socket.DropAll();
        await Patience.UntilAsync(() => Socket.Open == 0);
        Books.Print("KRW-XRP", 1_101, 1);
        _fake.Private.Troubles.Script("GET v1/orders/closed", FakeTrouble.GatewayBefore, FakeTrouble.Maintenance, FakeTrouble.GatewayBefore);

        Socket.RefuseWith = null;

        await ToldAsync(order => order.Key == resting && order.State == ExchangeOrderState.Done);
    }

    [Fact]
    public async Task An_order_without_a_notice_shows_that_the_line_is_deaf_and_another_is_opened()
    {
        await _parts.ListenAsync(_fake);
        Socket.IsDeaf = true;
        var resting = await RestAsync(100);
        Books.Print("KRW-XRP", 1_101, 1);

        await ToldAsync(order => order.Key == resting && order.State == ExchangeOrderState.Done);

        Socket.Handshakes.Should().BeGreaterThan(1);
    }

    [Fact]
    public async Task A_line_that_gives_no_sign_of_life_is_replaced_and_one_that_is_only_quiet_is_not()
    {
        await _parts.ListenAsync(_fake);
        var stream = _parts.Line.Stream;

        // Time stands still while an answer is under way: on a slow machine it is not late.
        await Patience.UntilAsync(() => stream.Signs == 6, () => _wall.Advance(stream.Asked == stream.Signs ? TimeSpan.FromSeconds(1) : TimeSpan.Zero));
        Socket.Handshakes.Should().Be(1, "two quiet minutes are normal");
        Socket.IsDead = true;

        await Patience.UntilAsync(() => Socket.Handshakes > 1, () => _wall.Advance(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task What_cannot_be_read_is_passed_over_and_an_error_ends_the_line()
    {
        await _parts.ListenAsync(_fake);
        Socket.Send("""{"type":"myOrder","uuid":""");
        Socket.Send("""{"type":"somethingNew"}""");
        var resting = await RestAsync(100);
        await ToldAsync(order => order.Key == resting);
        Socket.Handshakes.Should().Be(1);

        Socket.Send("""{"error":{"name":"INVALID_AUTH","message":"no"}}""");

        await Patience.UntilAsync(() => Socket.Handshakes == 2, Pass);
    }

    [Fact]
    public async Task A_balance_that_changed_by_hand_is_noticed()
    {
        var noticed = 0;
        _parts.Line.Stream.BalancesChanged += () => Interlocked.Increment(ref noticed);
        await _parts.ListenAsync(_fake);

        Books.Move("XRP", -5);

        await Patience.UntilAsync(() => Volatile.Read(ref noticed) == 1);
    }

    private async Task<ClientOrderId> RestAsync(decimal quantity)
    {
        var key = NextKey();
        var sending = _parts.Exchange.SubmitAsync(OrderRequest.Rest(key, Xrp, OrderSide.Ask, new Price(1_100), new Quantity(quantity)), default);
        await Patience.UntilAsync(() => sending.IsCompleted, Pass);
        (await sending).Value.State.Should().Be(ExchangeOrderState.Waiting);
        return key;
    }

    private Task ToldAsync(Func<ExchangeOrder, bool> what) => Patience.UntilAsync(() => _told.Any(what), Pass);

    // Slowly enough that a busy machine's answer is not taken for a silence.
    private void Pass() => _wall.Advance(TimeSpan.FromMilliseconds(20));

    private ClientOrderId NextKey() => ClientOrderId.From($"key-{++_keys}");
}
