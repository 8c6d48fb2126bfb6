using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Manual;
using CoinPulse.Tests.Trading.Cycle;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Manual;

/// <summary>Whose coins a sale by hand takes: the person's first, the engine's after them, each booked once.</summary>
public sealed class ManualSaleTests : IAsyncLifetime
{
    private Floor _floor = null!;
    private Counter _counter = null!;

    public async Task InitializeAsync()
    {
        _floor = await Floor.OpenAsync();
        _counter = Counter.On(_floor);
    }

    public async Task DisposeAsync()
    {
        await _counter.Watch.SettleAsync();
        await _floor.DisposeAsync();
    }

    [Fact]
    public async Task What_is_offered_is_not_the_engines()
    {
        await _floor.EnterAsync();
        await _counter.PlaceAsync(Counter.Buy(20_020));

        var facts = await LookAsync();

        (facts.Free, facts.OwnFree, facts.EnginesFree).Should().Be((new Quantity(30), new Quantity(20), new Quantity(10)));
        ManualRules.Part(Counter.Sell(1), Percent.Of(100), facts).Quantity.Should().Be(new Quantity(20));
    }

    [Fact]
    public async Task A_resting_order_of_the_persons_locks_their_own_coins_first()
    {
        await _floor.EnterAsync(Story.Plain with { RestTarget = true });
        await _counter.PlaceAsync(Counter.Buy(20_020));
        await _counter.PlaceAsync(Counter.Rest(OrderSide.Ask, 1_500, 15));

        (await LookAsync()).OwnFree.Should().Be(new Quantity(5), "ten rest as the engine's target, fifteen as the person's order");
    }

    [Fact]
    public async Task Own_coins_go_first_and_leave_the_position_alone()
    {
        var position = await _floor.EnterAsync();
        await _counter.PlaceAsync(Counter.Buy(20_020));

        await _counter.PlaceAsync(Counter.Sell(20));
        await _counter.PassAsync(2);
        await _floor.ReconcileAsync();

        (await _floor.FileAsync(position)).Position.Held.Should().Be(new Quantity(10));
        (await _floor.ReconcileAsync())!.Agrees.Should().BeTrue();
    }

    [Fact]
    public async Task More_than_that_is_said_before_and_shrinks_position_and_guard_once()
    {
        var position = await _floor.EnterAsync();
        await _counter.PlaceAsync(Counter.Buy(20_020));
        var preview = ManualRules.Judge((await _counter.TicketAsync()).Key, Counter.Sell(26), await LookAsync());
        preview.FromEngine.Should().Be(new Quantity(6));

        await _counter.PlaceAsync(Counter.Sell(26));
        await _counter.PassAsync(2);
        await _floor.ReconcileAsync();
        await _floor.ReconcileAsync();

        var file = await _floor.FileAsync(position);
        (file.Position.Held, file.Guard!.Quantity, file.Position.State).Should().Be((new Quantity(4), new Quantity(4), PositionState.Open));
        (await _floor.ReconcileAsync())!.Agrees.Should().BeTrue();
    }

    [Fact]
    public async Task All_of_it_closes_the_position_as_sold_by_hand()
    {
        var position = await _floor.EnterAsync();

        await _counter.PlaceAsync(Counter.Sell(10));

        var closed = (await _floor.FileAsync(position)).Position;
        (closed.State, closed.ClosedBecause).Should().Be((PositionState.Closed, ExitReason.SoldByHand));
    }

    [Fact]
    public async Task Coins_bought_at_the_exchange_a_moment_ago_are_the_persons_and_go_first()
    {
        var position = await _floor.EnterAsync();
        await _floor.ReconcileAsync();
        await _floor.PlaceByHandAsync(OrderRequest.BuyNow(ClientOrderId.From("app"), Story.Market, new Price(1_001), new Quantity(20)));

        await _counter.PlaceAsync(Counter.Sell(20));

        (await _floor.FileAsync(position)).Position.Held.Should().Be(new Quantity(10));
        (await _floor.ReconcileAsync())!.Agrees.Should().BeTrue();
    }

    [Fact]
    public async Task It_never_takes_the_engines_target_from_the_book()
    {
        var position = await _floor.EnterAsync(Story.Plain with { RestTarget = true });
        var target = (await _floor.FileAsync(position)).LiveOf(Leg.Target)!;

        var order = await _counter.PlaceAsync(new ManualDraft(OrderSide.Bid, AtMarket: false, target.Limit, Quantity: new Quantity(10)));
        await _counter.PassAsync(2);

        order.SelfMatch.Should().Be(SelfMatch.CancelTaker);
        (await _floor.FileAsync(position)).LiveOf(Leg.Target)!.Key.Should().Be(target.Key);
    }

    [Fact]
    public async Task The_list_of_open_orders_says_whose_each_is()
    {
        await _floor.EnterAsync(Story.Plain with { RestTarget = true });
        var mine = await _counter.PlaceAsync(Counter.Rest(OrderSide.Bid, 990, 20));
        await _floor.PlaceByHandAsync(OrderRequest.Rest(ClientOrderId.From("app"), Story.Market, OrderSide.Bid, new Price(980), new Quantity(20)));

        var open = (await _counter.Desk.OpenAsync(_floor.Account.Owner, _floor.Account.Id, default))!;

        open.Select(order => order.Source).Should().BeEquivalentTo([OrderSource.Bot, OrderSource.Manual, OrderSource.External]);
        open.Single(order => order.Source == OrderSource.Manual).ByHand!.Key.Should().Be(mine.Key);
    }

    private async Task<ManualFacts> LookAsync() => (await _counter.Desk.LookAsync(_floor.Account.Owner, _floor.Account.Id, Story.Market, default)).Value;
}
