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

/// <summary>The table of decision 0033, cell by cell, on the paper exchange over a bad line: what became of an order by hand, and that there is never a second one.</summary>
public sealed class ManualOrderFateTests : IAsyncLifetime
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
    public async Task What_is_answered_is_the_persons_and_booked_once()
    {
        var order = await _counter.PlaceAsync(Counter.Buy(20_020));
        await _counter.PassAsync(2);
        await _floor.ReconcileAsync();

        order = await _counter.NowAsync(order.Key);
        (order.IsLive, order.Executed).Should().Be((false, new Quantity(20)));
        (await _counter.InBooksAsync()).Should().Be(new Quantity(20));
        (await _floor.ReconcileAsync())!.Agrees.Should().BeTrue();
        (await _floor.Positions.LiveAsync(_floor.Account.Owner, _floor.Account.Id, default)).Should().BeEmpty("what a person buys has no guard");
    }

    [Theory]
    [InlineData(ExchangeFaultKind.InsufficientFunds)]
    [InlineData(ExchangeFaultKind.TooManyRequests)]
    [InlineData(ExchangeFaultKind.Busy)]
    public async Task A_refusal_is_the_end_and_nothing_is_tried_again(ExchangeFaultKind kind)
    {
        _floor.Faults.Script(ExchangeCall.Submit, ExchangeAccident.Refuses(new ExchangeFault(kind, "no", "거절")));

        var order = await _counter.PlaceAsync(Counter.Buy(20_020));
        await _counter.PassAsync(70);

        order = await _counter.NowAsync(order.Key);
        (order.State, order.IsLive, order.RefusalCode, order.RefusalMessage).Should().Be((IntentState.Refused, false, kind.ToString(), "no: 거절"));
        (await _counter.AtExchangeAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task An_answer_that_is_lost_is_looked_for_and_found()
    {
        _floor.Faults.Script(ExchangeCall.Submit, ExchangeAccident.LosesAnswer).ScriptStream(StreamAccident.Drop, StreamAccident.Drop, StreamAccident.Drop, StreamAccident.Drop);

        var order = await _counter.PlaceAsync(Counter.Buy(20_020));
        order.State.Should().Be(IntentState.Unknown);
        await _counter.PassAsync(3);

        (await _counter.NowAsync(order.Key)).Executed.Should().Be(new Quantity(20));
        (await _counter.AtExchangeAsync()).Should().ContainSingle();
        (await _counter.InBooksAsync()).Should().Be(new Quantity(20));
    }

    [Fact]
    public async Task An_order_that_never_arrived_is_given_up_after_a_minute_and_never_sent_again()
    {
        _floor.Faults.Script(ExchangeCall.Submit, ExchangeAccident.NeverArrives);

        var order = await _counter.PlaceAsync(Counter.Buy(20_020));
        await _counter.PassAsync(55);
        (await _counter.NowAsync(order.Key)).State.Should().Be(IntentState.Unknown);
        await _counter.PassAsync(20);

        order = await _counter.NowAsync(order.Key);
        (order.State, order.RefusalCode).Should().Be((IntentState.Refused, FaultNames.NeverArrived));
        (await _counter.AtExchangeAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task While_the_exchange_cannot_be_asked_nothing_is_learnt()
    {
        _floor.Faults.Script(ExchangeCall.Submit, ExchangeAccident.NeverArrives);
        for (var i = 0; i < 40; i++) _floor.Faults.Script(ExchangeCall.Find, ExchangeAccident.NeverArrives);

        var order = await _counter.PlaceAsync(Counter.Buy(20_020));
        await _counter.PassAsync(150);

        (await _counter.NowAsync(order.Key)).State.Should().Be(IntentState.Unknown);
    }

    [Fact]
    public async Task A_name_that_was_used_before_is_looked_for_and_is_no_refusal()
    {
        _floor.Faults.Script(ExchangeCall.Submit, ExchangeAccident.Refuses(new ExchangeFault(ExchangeFaultKind.DuplicateIdentifier, "duplicated_identifier", "이미 사용한 identifier입니다.")));

        var order = await _counter.PlaceAsync(Counter.Buy(20_020));

        order.State.Should().Be(IntentState.Unknown);
    }

    [Fact]
    public async Task What_fills_in_part_is_booked_as_it_comes_and_ends_once()
    {
        var order = await _counter.PlaceAsync(Counter.Rest(OrderSide.Bid, 990, 20));
        order.State.Should().Be(IntentState.Accepted);

        _floor.Hub.Print(Story.Market, new Price(990), new Quantity(8));
        await _counter.PassAsync(21);
        order = await _counter.NowAsync(order.Key);
        (order.State, await _counter.InBooksAsync()).Should().Be((IntentState.PartiallyFilled, order.Executed));
        (await _floor.ReconcileAsync())!.Agrees.Should().BeTrue("its trades are booked while it rests");

        _floor.Price(980);
        await _counter.PassAsync(21);
        order = await _counter.NowAsync(order.Key);
        (order.State, order.Executed, await _counter.InBooksAsync()).Should().Be((IntentState.Filled, new Quantity(20), new Quantity(20)));
        (await _floor.ReconcileAsync())!.Agrees.Should().BeTrue();
    }

    [Fact]
    public async Task News_twice_late_or_out_of_order_changes_nothing()
    {
        _floor.Faults.ScriptStream(StreamAccident.Hold, StreamAccident.Duplicate, StreamAccident.Hold, StreamAccident.Duplicate);

        var order = await _counter.PlaceAsync(Counter.Buy(20_020));
        await _counter.PassAsync(3);

        (await _counter.NowAsync(order.Key)).Executed.Should().Be(new Quantity(20));
        (await _counter.InBooksAsync()).Should().Be(new Quantity(20));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_ticket_that_is_handed_in_twice_is_one_order(bool atOnce)
    {
        var ticket = await _counter.TicketAsync();
        if (atOnce)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _counter.PlaceAsync(Counter.Buy(20_020), ticket))));
        }
        else
        {
            var first = await _counter.PlaceAsync(Counter.Buy(20_020), ticket);
            (await _counter.PlaceAsync(Counter.Buy(20_020), ticket)).Key.Should().Be(first.Key);
        }

        await _counter.PassAsync(3);
        (await _counter.AtExchangeAsync()).Should().ContainSingle();
        (await _counter.InBooksAsync()).Should().Be(new Quantity(20));
    }

    [Fact]
    public async Task After_a_lost_answer_the_same_ticket_tells_what_became_of_it()
    {
        var ticket = await _counter.TicketAsync();
        _floor.Faults.Script(ExchangeCall.Submit, ExchangeAccident.LosesAnswer);
        await _counter.PlaceAsync(Counter.Rest(OrderSide.Bid, 900, 10_000), ticket);

        // All the money is in the first: judged anew, the second would be refused for want of it.
        var again = await _counter.Desk.PlaceAsync(_floor.Account.Owner, ticket, Counter.Rest(OrderSide.Bid, 900, 10_000));

        again.Succeeded.Should().BeTrue();
        again.Value.Key.Should().Be(ticket.Key);
    }

    [Fact]
    public async Task Of_two_tabs_that_opened_together_the_first_orders_and_the_second_is_told()
    {
        var (one, other) = (await _counter.TicketAsync(), await _counter.TicketAsync());
        await _counter.PlaceAsync(Counter.Buy(20_020), one);

        var second = await _counter.Desk.PlaceAsync(_floor.Account.Owner, other, Counter.Buy(20_020));

        second.Problems.Should().ContainSingle(problem => problem.Code == ManualProblems.TakenElsewhere);
        (await _counter.AtExchangeAsync()).Should().ContainSingle();
        (await _counter.PlaceAsync(Counter.Buy(20_020))).Executed.IsPositive.Should().BeTrue("a fresh ticket is a fresh wish");
    }

    [Fact]
    public async Task A_ticket_cannot_be_filled_in_anew()
    {
        var ticket = await _counter.TicketAsync();
        await _counter.PlaceAsync(Counter.Buy(20_020), ticket);

        var changed = await _counter.Desk.PlaceAsync(_floor.Account.Owner, ticket, Counter.Buy(30_030));

        changed.Problems.Should().ContainSingle(problem => problem.Code == ManualProblems.TakenElsewhere);
    }

    public static TheoryData<string, bool> Deaths => new()
    {
        { "journal.before-open", false },
        { "journal.inside-open", false },
        { "journal.after-open", true },          // written down, not sent: the next process has ten seconds for it
        { "journal.before-change", true },
        { "journal.inside-change", true },
        { "journal.after-change", false },       // taken to be sent: it may have left, and is only looked for
        { "journal.before-send", false },
        { "exchange.before", false },
        { "exchange.after", true },
        { "journal.after-answer", true },
    };

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task A_process_that_dies_leaves_one_order_or_none(string point, bool bought)
    {
        if (point.StartsWith("exchange", StringComparison.Ordinal)) _floor.Faults.Script(ExchangeCall.Submit, point == "exchange.before" ? ExchangeAccident.CrashesBefore : ExchangeAccident.CrashesAfter);
        else _floor.DiesAt = point;
        var ticket = await _counter.TicketAsync();
        await _counter.Invoking(counter => counter.PlaceAsync(Counter.Buy(20_020), ticket)).Should().ThrowAsync<SimulatedCrashException>();

        _counter.Restart();
        await _counter.PassAsync(75);

        (await _counter.AtExchangeAsync()).Should().HaveCount(bought ? 1 : 0);
        var expected = bought ? new Quantity(20) : Quantity.Zero;
        (await _counter.InBooksAsync()).Should().Be(expected);
        (await _floor.BalancesAsync()).Of(Story.Market.Base).Total.Should().Be(expected);
        if (await _counter.Store.FindAsync(_floor.Account.Owner, ticket.Key, default) is { } order) order.IsLive.Should().BeFalse();
        (await _floor.ReconcileAsync())!.Agrees.Should().BeTrue();
    }
}
