using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Cycle;

/// <summary>
/// The state machine of an intent against a process that dies: on both sides of each commit (Planned, and the state that an answer brings) and on both sides of each request
/// (Sent, and what the exchange made of it). A new process goes on from what is written.
/// </summary>
public sealed class DeskCrashTests : IAsyncLifetime
{
    private Floor _floor = null!;

    public static TheoryData<string> Points { get; } =
        ["journal.before-change", "journal.after-change", "exchange.before", "exchange.after"];

    public async Task InitializeAsync() => _floor = await Floor.OpenAsync();

    public async Task DisposeAsync() => await _floor.DisposeAsync();

    [Theory]
    [MemberData(nameof(Points))]
    [InlineData("journal.before-open")]
    [InlineData("journal.after-open")]
    public async Task An_entry_is_bought_once_or_never(string point)
    {
        await DieAtAsync(point, ExchangeCall.Submit, () => _floor.EnterAsync());

        foreach (var file in await _floor.Positions.LiveAsync(_floor.Account.Owner, _floor.Account.Id, default)) await _floor.PassAsync(file.Position.Id, 75);

        var coins = (await _floor.BalancesAsync()).Of(Story.Market.Base).Total;
        var sent = point is "journal.before-change" or "journal.after-change" or "exchange.after";
        coins.Should().Be(sent ? new Quantity(10) : Quantity.Zero, "an entry that was not sent in time is never sent");
        var live = await _floor.Positions.LiveAsync(_floor.Account.Owner, _floor.Account.Id, default);
        live.Should().HaveCount(sent ? 1 : 0);
        if (sent) (live[0].Intents.Count, live[0].Guard!.Quantity).Should().Be((1, new Quantity(10)));
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task An_exit_sells_once(string point)
    {
        var position = await _floor.EnterAsync();
        _floor.Price(940);
        await DieAtAsync(point, ExchangeCall.Submit, () => _floor.GuardAsync(position));

        await _floor.GuardAsync(position);
        await _floor.PassAsync(position, 8);

        await SoldOnceAsync(position);
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_stop_over_a_resting_target_sells_once(string point)
    {
        var position = await _floor.EnterAsync(Story.Plain with { RestTarget = true });
        _floor.Price(940);
        await DieAtAsync(point, ExchangeCall.CancelAndSell, () => _floor.GuardAsync(position));

        await _floor.GuardAsync(position);
        await _floor.PassAsync(position, 10);

        await SoldOnceAsync(position);
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_target_rests_once(string point)
    {
        var bought = await _floor.PlanAsync(Story.Plain with { RestTarget = true });
        _floor.Faults.Script(ExchangeCall.Submit, ExchangeAccident.None);   // the entry goes through, what follows it does not
        await DieAtAsync(point, ExchangeCall.Submit, () => _floor.Desk.EnterAsync(_floor.Account, bought, _floor.Wall.GetTimestamp()));

        await _floor.PassAsync(bought.Position.Id, 75);

        var open = (await _floor.Paper.For(_floor.Account).OpenOrdersAsync(default)).Value;
        open.Count.Should().BeLessThanOrEqualTo(1);
        var file = await _floor.FileAsync(bought.Position.Id);
        (file.LiveOf(Leg.Target) is null).Should().Be(open.Count == 0);
        (file.Position.State, file.Guard!.Quantity, file.Guard.IsLive).Should().Be((PositionState.Open, new Quantity(10), true));
    }

    private async Task DieAtAsync(string point, ExchangeCall call, Func<Task> act)
    {
        if (point == "exchange.before") _floor.Faults.Script(call, ExchangeAccident.CrashesBefore);
        else if (point == "exchange.after") _floor.Faults.Script(call, ExchangeAccident.CrashesAfter);
        else _floor.DiesAt = point;
        await act.Should().ThrowAsync<SimulatedCrashException>();
        _floor.Restart();
    }

    private async Task SoldOnceAsync(PositionId position)
    {
        var file = await _floor.FileAsync(position);
        (file.Position.State, file.Position.Sold, file.Position.Oversold).Should().Be((PositionState.Closed, new Quantity(10), Quantity.Zero));
        file.Intents.Should().OnlyContain(intent => !intent.IsLive);
        (await _floor.BalancesAsync()).Of(Story.Market.Base).Total.Should().Be(Quantity.Zero);
    }
}
