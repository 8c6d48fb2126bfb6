using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Tests.Exchanges.Upbit;
using CoinPulse.Tests.Exchanges.Upbit.Private;
using CoinPulse.Tests.Trading.Cycle;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Manual;

/// <summary>The same table on the wire: orders by hand through the adapter to the fake pocket, where the answer of a request goes wrong.</summary>
public sealed class ManualOnUpbitTests : IAsyncLifetime, IExchangeDirectory
{
    private const string Order = "POST v1/orders";
    private const string Cancel = "DELETE v1/order";

    private Floor _floor = null!;
    private FakeUpbit _fake = null!;
    private PocketParts _parts = null!;
    private Counter _counter = null!;

    private FakePocket Pocket => _fake.Private.Pocket;

    public async Task InitializeAsync()
    {
        _floor = await Floor.OpenAsync();
        _fake = await FakeUpbit.StartAsync();
        Pocket.Now = _floor.Wall.GetUtcNow;
        Pocket.Markets["KRW-XRP"] = new FakeMarketBook { Bids = [(1_000, 1_000), (999, 1_000)], Asks = [(1_001, 1_000), (1_002, 1_000)] };
        Pocket.Move("KRW", 10_000_000);
        _parts = PocketParts.For(_fake, _floor.Wall);
        _counter = Counter.On(_floor, this);
    }

    public async Task DisposeAsync()
    {
        await _counter.Watch.SettleAsync();
        await _parts.DisposeAsync();
        await _fake.DisposeAsync();
        await _floor.DisposeAsync();
    }

    IExchange IExchangeDirectory.For(TradingAccount account) => _parts.Exchange;

    public static TheoryData<string, IntentState, decimal> Fates => new()
    {
        { "None", IntentState.Filled, 20 },
        { "CutBefore", IntentState.Refused, 0 },
        { "GatewayBefore", IntentState.Refused, 0 },
        { "CutAfter", IntentState.Filled, 20 },
        { "CutInAnswer", IntentState.Filled, 20 },
        { "GatewayAfter", IntentState.Filled, 20 },
        { "TooMany", IntentState.Refused, 0 },
        { "Maintenance", IntentState.Refused, 0 },
    };

    [Theory]
    [MemberData(nameof(Fates))]
    public async Task Whatever_becomes_of_the_answer_there_is_one_order_or_none(string fate, IntentState state, decimal coins)
    {
        Pocket.Move("XRP", 20);
        await _floor.Books.PostAsync(_floor.Account.Owner, Core.Trading.Books.Ledger.OwnBuy(_floor.Account.Owner, _floor.Account.Id, Story.Market, new Quantity(20), new Krw(20_000), Krw.Zero, "before", Story.Now), default);
        if (fate != "None") _fake.Private.Troubles.Script(Order, TroubleOf(fate));

        var order = await _counter.PlaceAsync(Counter.Sell(20));
        await _counter.PassAsync(75);

        order = await _counter.NowAsync(order.Key);
        (order.State, order.Executed, order.IsLive).Should().Be((state, new Quantity(coins), false));
        Pocket.Orders.Count(known => known.Identifier == order.Key.Value).Should().Be(coins > 0 ? 1 : 0);
        Pocket.Of("XRP").Free.Should().Be(20 - coins);
        (await _counter.InBooksAsync()).Should().Be(new Quantity(20 - coins));
    }

    [Fact]
    public async Task What_a_person_moved_meanwhile_does_not_keep_an_order_in_doubt_for_ever()
    {
        _fake.Private.Troubles.Script(Order, TroubleOf("CutBefore"));
        var order = await _counter.PlaceAsync(Counter.Buy(20_020));
        Pocket.Move("XRP", 20);
        Pocket.Move("KRW", -20_020);   // as if it had bought

        await _counter.PassAsync(80);
        (await _counter.NowAsync(order.Key)).State.Should().Be(IntentState.Unknown);
        await _counter.PassAsync(60);

        order = await _counter.NowAsync(order.Key);
        (order.State, order.RefusalCode).Should().Be((IntentState.Refused, FaultNames.NeverArrived));
        Pocket.Orders.Should().BeEmpty();
    }

    [Fact]
    public async Task What_leaves_says_how_it_meets_the_accounts_own_orders()
    {
        var order = await _counter.PlaceAsync(Counter.Rest(OrderSide.Bid, 990, 20));
        Pocket.Orders.Single().Smp.Should().Be("cancel_taker");

        await _counter.Desk.CancelAsync(_floor.Account.Owner, order.Key);
        await _counter.PassAsync(4);

        (await _counter.NowAsync(order.Key)).State.Should().Be(IntentState.Cancelled);
    }

    [Theory]
    [InlineData("CutBefore")]
    [InlineData("CutAfter")]
    [InlineData("GatewayAfter")]
    [InlineData("Maintenance")]
    public async Task A_cancel_is_asked_until_the_order_has_ended(string fate)
    {
        var order = await _counter.PlaceAsync(Counter.Rest(OrderSide.Bid, 990, 20));
        _fake.Private.Troubles.Script(Cancel, TroubleOf(fate));

        await _counter.Desk.CancelAsync(_floor.Account.Owner, order.Key);
        await _counter.PassAsync(8);

        (await _counter.NowAsync(order.Key)).State.Should().Be(IntentState.Cancelled);
        Pocket.Of("KRW").Locked.Should().Be(0);
    }

    [Fact]
    public async Task Accepted_late_and_filled_in_part_it_is_followed_to_its_end()
    {
        Pocket.Markets["KRW-XRP"].Asks = [(1_001, 5)];
        var order = await _counter.PlaceAsync(Counter.Rest(OrderSide.Bid, 1_001, 20));
        await _counter.PassAsync(21);
        order = await _counter.NowAsync(order.Key);
        (order.State, await _counter.InBooksAsync()).Should().Be((IntentState.PartiallyFilled, new Quantity(5)));

        Pocket.Print("KRW-XRP", 1_000, 100);
        await _counter.PassAsync(21);

        order = await _counter.NowAsync(order.Key);
        (order.State, order.Executed, await _counter.InBooksAsync()).Should().Be((IntentState.Filled, new Quantity(20), new Quantity(20)));
    }

    private static FakeTrouble TroubleOf(string fate) => fate switch
    {
        "TooMany" => FakeTrouble.TooMany,
        "Maintenance" => FakeTrouble.Maintenance,
        "GatewayBefore" => FakeTrouble.GatewayBefore,
        "GatewayAfter" => FakeTrouble.GatewayAfter,
        _ => FakeTrouble.Of(Enum.Parse<FakeTroubleKind>(fate)),
    };
}
