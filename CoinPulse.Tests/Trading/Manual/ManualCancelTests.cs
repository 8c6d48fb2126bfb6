using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Manual;
using CoinPulse.Tests.Trading.Cycle;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Manual;

/// <summary>The second half of decision 0033's table: an order that is asked back, and one that is written down where nobody may send.</summary>
public sealed class ManualCancelTests : IAsyncLifetime
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

    [Theory]
    [InlineData(AccidentKind.None)]
    [InlineData(AccidentKind.LosesAnswer)]
    [InlineData(AccidentKind.NeverArrives)]
    [InlineData(AccidentKind.Refuses)]
    [InlineData(AccidentKind.CrashesBefore)]
    [InlineData(AccidentKind.CrashesAfter)]
    public async Task What_is_asked_back_is_asked_until_it_has_ended(AccidentKind accident)
    {
        var order = await _counter.PlaceAsync(Counter.Rest(OrderSide.Bid, 990, 20));
        _floor.Faults.Script(ExchangeCall.Cancel, accident == AccidentKind.Refuses ? ExchangeAccident.IsBusy : new ExchangeAccident(accident));

        try
        {
            await _counter.Desk.CancelAsync(_floor.Account.Owner, order.Key);
        }
        catch (SimulatedCrashException)
        {
            _counter.Restart();
        }

        await _counter.PassAsync(8);

        order = await _counter.NowAsync(order.Key);
        (order.State, order.IsLive).Should().Be((IntentState.Cancelled, false));
        (await _floor.BalancesAsync()).LockedCash.Should().Be(Krw.Zero);
    }

    [Fact]
    public async Task Filled_before_it_could_be_cancelled_it_is_bought()
    {
        var order = await _counter.PlaceAsync(Counter.Rest(OrderSide.Bid, 990, 20));
        _floor.Faults.ScriptStream(StreamAccident.Drop, StreamAccident.Drop, StreamAccident.Drop);
        _floor.Price(980);

        await _counter.Desk.CancelAsync(_floor.Account.Owner, order.Key);
        await _counter.PassAsync(2);

        order = await _counter.NowAsync(order.Key);
        (order.State, order.Executed, await _counter.InBooksAsync()).Should().Be((IntentState.Filled, new Quantity(20), new Quantity(20)));
    }

    [Fact]
    public async Task An_order_nobody_knows_the_fate_of_is_asked_back_as_soon_as_it_is_found()
    {
        _floor.Faults.Script(ExchangeCall.Submit, ExchangeAccident.LosesAnswer).ScriptStream(StreamAccident.Drop, StreamAccident.Drop);
        var order = await _counter.PlaceAsync(Counter.Rest(OrderSide.Bid, 990, 20));
        order.State.Should().Be(IntentState.Unknown);

        await _counter.Desk.CancelAsync(_floor.Account.Owner, order.Key);
        await _counter.PassAsync(5);

        (await _counter.NowAsync(order.Key)).State.Should().Be(IntentState.Cancelled);
    }

    [Fact]
    public async Task Written_down_elsewhere_the_engine_sends_it()
    {
        var elsewhere = _counter.DeskElsewhere();
        var ticket = await _counter.TicketAsync();
        var placing = elsewhere.PlaceAsync(_floor.Account.Owner, ticket, Counter.Buy(20_020));

        await PassUntilAsync(placing);

        (await placing).Value.Executed.Should().Be(new Quantity(20));
        (await _counter.AtExchangeAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Written_down_where_no_engine_comes_in_time_it_is_never_sent()
    {
        _floor.LoseLease();
        var ticket = await _counter.TicketAsync();
        var placing = _counter.Desk.PlaceAsync(_floor.Account.Owner, ticket, Counter.Buy(20_020));
        await PassUntilAsync(placing);
        var order = (await placing).Value;

        (order.State, order.RefusalCode).Should().Be((IntentState.Refused, ManualOrder.NeverSent));
        (await _counter.AtExchangeAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Taken_back_before_it_was_sent_it_never_is()
    {
        var elsewhere = _counter.DeskElsewhere();
        var ticket = await _counter.TicketAsync();
        var placing = elsewhere.PlaceAsync(_floor.Account.Owner, ticket, Counter.Buy(20_020));
        while (await _counter.Store.FindAsync(_floor.Account.Owner, ticket.Key, default) is null) await Task.Yield();

        await elsewhere.CancelAsync(_floor.Account.Owner, ticket.Key);
        await PassUntilAsync(placing);

        (await placing).Value.RefusalCode.Should().Be(FaultNames.Withdrawn);
        (await _counter.AtExchangeAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task What_another_person_ordered_is_nobodys_to_cancel()
    {
        var order = await _counter.PlaceAsync(Counter.Rest(OrderSide.Bid, 990, 20));

        (await _counter.Desk.CancelAsync(new(Guid.CreateVersion7(Story.Now)), order.Key)).Should().BeNull();

        (await _counter.NowAsync(order.Key)).CancelAskedAt.Should().BeNull();
    }

    [Fact]
    public async Task Each_act_is_on_record_once()
    {
        var order = await _counter.PlaceAsync(Counter.Rest(OrderSide.Bid, 990, 20));
        await _counter.Desk.CancelAsync(_floor.Account.Owner, order.Key);
        await _counter.Desk.CancelAsync(_floor.Account.Owner, order.Key);

        var acts = (await _floor.AuditAsync()).Where(entry => entry.Target == $"order:{order.Key}").Select(entry => entry.Act);
        acts.Should().BeEquivalentTo([AuditActs.OrderedByHand, AuditActs.CancelledByHand]);
    }

    private async Task PassUntilAsync(Task done)
    {
        for (var i = 0; i < 200 && !done.IsCompleted; i++)
        {
            await _counter.PassAsync(0.5);
            await Task.Yield();
        }
    }
}
