using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Cycle;

public sealed class PositionDeskTests : IAsyncLifetime
{
    private Floor _floor = null!;

    public async Task InitializeAsync() => _floor = await Floor.OpenAsync();

    public async Task DisposeAsync() => await _floor.DisposeAsync();

    [Fact]
    public async Task An_entry_is_bought_and_guarded()
    {
        var file = await _floor.FileAsync(await _floor.EnterAsync());

        (file.Position.State, file.Position.Held, file.Guard!.IsLive, file.Guard.Quantity).Should().Be((PositionState.Open, new Quantity(10), true, new Quantity(10)));
        await CoinsAgreeAsync(file);
    }

    [Fact]
    public async Task A_stop_sells_it_and_the_cash_tells_the_same_profit()
    {
        var position = await _floor.EnterAsync();
        _floor.Price(940);

        (await _floor.GuardAsync(position))!.Because.Should().Be(ExitReason.StopLoss);

        await SoldOnceAsync(position, ExitReason.StopLoss);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_entry_whose_answer_was_lost_is_found_and_not_bought_twice(bool restarted)
    {
        _floor.Faults.Script(ExchangeCall.Submit, ExchangeAccident.LosesAnswer).Script(ExchangeCall.Find, ExchangeAccident.NeverArrives);
        var position = await _floor.EnterAsync();
        (await _floor.FileAsync(position)).Intents[0].State.Should().Be(IntentState.Unknown);
        if (restarted) _floor.Restart();

        await _floor.PassAsync(position, 1);

        var file = await _floor.FileAsync(position);
        (file.Intents.Count, file.Position.State, file.Guard!.Quantity).Should().Be((1, PositionState.Open, new Quantity(10)));
        await CoinsAgreeAsync(file);
    }

    [Fact]
    public async Task An_entry_that_never_arrived_is_given_up_after_its_last_look_and_never_sent_again()
    {
        _floor.Faults.Script(ExchangeCall.Submit, ExchangeAccident.NeverArrives);
        var position = await _floor.EnterAsync();

        await _floor.PassAsync(position, 70);

        var file = await _floor.FileAsync(position);
        (file.Position.State, file.Intents.Count, file.Intents[0].RefusalCode).Should().Be((PositionState.Abandoned, 1, FaultNames.NeverArrived));
        (await _floor.BalancesAsync()).Of(Story.Market.Base).Total.Should().Be(Quantity.Zero);
    }

    [Theory]
    [InlineData(AccidentKind.LosesAnswer, false)]
    [InlineData(AccidentKind.LosesAnswer, true)]
    [InlineData(AccidentKind.NeverArrives, false)]
    [InlineData(AccidentKind.NeverArrives, true)]
    public async Task An_exit_whose_answer_was_lost_sells_once(AccidentKind accident, bool restarted)
    {
        var position = await _floor.EnterAsync();
        _floor.Price(940);
        _floor.Faults.Script(ExchangeCall.Submit, new ExchangeAccident(accident)).Script(ExchangeCall.Find, ExchangeAccident.NeverArrives);
        await _floor.GuardAsync(position);
        if (restarted) _floor.Restart();

        await _floor.PassAsync(position, 5);

        await SoldOnceAsync(position, ExitReason.StopLoss);
        (await _floor.FileAsync(position)).Intents.Where(intent => intent.Leg == Leg.Exit)
            .Should().ContainSingle("the probe has the same identifier");
    }

    [Fact]
    public async Task A_refused_probe_says_nothing_about_the_first_sending()
    {
        var position = await _floor.EnterAsync();
        _floor.Price(940);

        // The first sending sold everything, but its answer and the first look at it are lost; the second finds no coins any more.
        _floor.Faults.Script(ExchangeCall.Submit, ExchangeAccident.LosesAnswer, ExchangeAccident.Refuses(new ExchangeFault(ExchangeFaultKind.InsufficientCoins, "insufficient_funds_ask", "")));
        _floor.Faults.Script(ExchangeCall.Find, ExchangeAccident.Refuses(new ExchangeFault(ExchangeFaultKind.OrderNotFound, "order_not_found", "")), ExchangeAccident.NeverArrives);
        _floor.Faults.ScriptStream(StreamAccident.Drop, StreamAccident.Drop);
        await _floor.GuardAsync(position);
        (await _floor.FileAsync(position)).LiveOf(Leg.Exit)!.State.Should().Be(IntentState.Unknown, "neither the lost answer nor the refused probe proves anything");

        await _floor.PassAsync(position, 8);

        await SoldOnceAsync(position, ExitReason.StopLoss);
        (await _floor.FileAsync(position)).Intents.Where(intent => intent.Leg == Leg.Exit).Should().ContainSingle();
    }

    [Theory]
    [InlineData(AccidentKind.None)]
    [InlineData(AccidentKind.LosesAnswer)]
    [InlineData(AccidentKind.NeverArrives)]
    public async Task A_stop_over_a_resting_target_sells_once(AccidentKind accident)
    {
        var position = await _floor.EnterAsync(Story.Plain with { RestTarget = true });
        var target = (await _floor.FileAsync(position)).LiveOf(Leg.Target)!;
        target.State.Should().Be(IntentState.Accepted, target.RefusalMessage);
        _floor.Price(940);
        _floor.Faults.Script(ExchangeCall.CancelAndSell, new ExchangeAccident(accident));

        await _floor.GuardAsync(position);
        await _floor.PassAsync(position, 6);

        await SoldOnceAsync(position, ExitReason.StopLoss);
    }

    [Fact]
    public async Task A_busy_exchange_is_asked_again_until_it_sells()
    {
        var position = await _floor.EnterAsync();
        _floor.Price(940);
        _floor.Faults.Script(ExchangeCall.Submit, ExchangeAccident.IsBusy, ExchangeAccident.TooManyRequests, ExchangeAccident.IsBusy);
        await _floor.GuardAsync(position);
        (await _floor.FileAsync(position)).Position.State.Should().Be(PositionState.Closing);

        await _floor.PassAsync(position, 9);

        await SoldOnceAsync(position, ExitReason.StopLoss);
        (await _floor.FileAsync(position)).Intents.Count(intent => intent.Leg == Leg.Exit).Should().Be(4, "each refusal is on the trade");
    }

    private async Task SoldOnceAsync(PositionId position, ExitReason because)
    {
        var file = await _floor.FileAsync(position);
        (file.Position.State, file.Position.ClosedBecause, file.Position.Sold, file.Guard!.IsLive).Should().Be((PositionState.Closed, because, new Quantity(10), false));
        file.Intents.Should().OnlyContain(intent => !intent.IsLive);
        await CoinsAgreeAsync(file);
        ((await _floor.BalancesAsync()).FreeCash - TradingAccount.PaperCash).Should().Be(file.Position.Profit);
    }

    private async Task CoinsAgreeAsync(PositionFile file) => (await _floor.BalancesAsync()).Of(Story.Market.Base).Total.Should().Be(file.Position.Held);
}
