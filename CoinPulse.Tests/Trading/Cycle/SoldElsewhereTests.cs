using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CoinPulse.Tests.Trading.Cycle;

/// <summary>A person presses a button in a process that is not the engine: it is written down there, and the engine sells. Two desks on one database.</summary>
public sealed class SoldElsewhereTests : IAsyncLifetime
{
    private Floor _floor = null!;
    private PositionDesk _page = null!;
    private TradingEngine _engine = null!;
    private PositionId _position;

    public async Task InitializeAsync()
    {
        _floor = await Floor.OpenAsync();
        _page = _floor.DeskElsewhere();
        _engine = _floor.Engine();
        _position = await _floor.EnterAsync();
    }

    public async Task DisposeAsync() => await _floor.DisposeAsync();

    [Fact]
    public async Task The_page_s_process_sends_nothing_and_writes_the_exit_down()
    {
        (await SellAsync()).Should().BeTrue();

        var file = await _floor.FileAsync(_position);
        (file.Position.State, file.Position.ClosedBecause).Should().Be((PositionState.Closing, ExitReason.ByPerson));
        file.Intents.Should().NotContain(intent => intent.Leg == Leg.Exit);
        (await _floor.BalancesAsync()).Of(Story.Market.Base).Total.Should().Be(file.Position.Held);
    }

    [Fact]
    public async Task The_engine_finds_it_at_its_next_look_and_sells_once()
    {
        await SellAsync();

        await LookAsync();

        var file = await _floor.FileAsync(_position);
        (file.Position.State, file.Position.ClosedBecause).Should().Be((PositionState.Closed, ExitReason.ByPerson));
        file.Intents.Count(intent => intent.Leg == Leg.Exit).Should().Be(1);
        (await _floor.BalancesAsync()).Of(Story.Market.Base).Total.IsZero.Should().BeTrue();
    }

    [Fact]
    public async Task Pressed_on_both_processes_it_is_sold_once()
    {
        await Task.WhenAll(SellAsync(), SellAsync(_floor.Desk));

        await LookAsync();
        await LookAsync();

        var file = await _floor.FileAsync(_position);
        (file.Position.State, file.Intents.Count(intent => intent.Leg == Leg.Exit)).Should().Be((PositionState.Closed, 1));
    }

    [Fact]
    public async Task What_nobody_has_asked_to_leave_is_not_looked_at() =>
        (await _floor.Positions.LeavingForEveryoneAsync(PriceSource.Simulated, default)).Should().BeEmpty();

    [Fact]
    public async Task What_a_price_fired_is_never_begun_by_a_process_that_is_not_the_engine()
    {
        var fire = () => _page.ExitAsync(_floor.Account, _position, ExitReason.StopLoss, Reason.Of(ExitReasons.StopLoss), null, _floor.Wall.GetUtcNow());

        await fire.Should().ThrowAsync<LeaseLostException>();
        (await _floor.FileAsync(_position)).Position.ClosedBecause.Should().BeNull();
    }

    private Task<bool> SellAsync(PositionDesk? desk = null) =>
        (desk ?? _page).ExitAsync(_floor.Account, _position, ExitReason.ByPerson, Reason.Of(ExitReasons.ClosedByPerson), null, _floor.Wall.GetUtcNow());

    private async Task LookAsync()
    {
        await _engine.TakeUpLeavingAsync(default);
        _engine.LookAtWhatIsDue();
        await _engine.SettleAsync();
    }
}
