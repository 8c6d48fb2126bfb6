using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CoinPulse.Tests.Trading.Cycle;

/// <summary>
/// The engine's process falls asleep on the way of an exit and wakes up when another is the engine. The exchange asks nobody for a lease, so nothing may reach it from who slept.
/// </summary>
public sealed class SleepingEngineTests : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private Floor _floor = null!;

    public async Task InitializeAsync() => _floor = await Floor.OpenAsync();

    public async Task DisposeAsync() => await _floor.DisposeAsync();

    [Fact]
    public async Task An_exit_after_whose_commit_it_slept_is_sold_by_the_other_alone()
    {
        var position = await _floor.EnterAsync();
        LeaseProof? other = null;
        var nap = new Nap(JournalCrashPoint.AfterChange, async () => other = await _floor.SleepAsync(Long));
        var sleeper = _floor.DeskOf(_floor.PositionsWith(nap), _floor);

        await sleeper.Invoking(desk => ExitAsync(desk, position)).Should().ThrowAsync<LeaseLostException>();

        (await SalesAsync()).Should().BeEmpty();
        await GoesOnAsync(position, other!);
    }

    [Fact]
    public async Task A_probe_before_which_it_slept_is_not_sent()
    {
        var position = await _floor.EnterAsync();
        _floor.Faults.Script(ExchangeCall.Submit, ExchangeAccident.NeverArrives).Script(ExchangeCall.Find, ExchangeAccident.NeverArrives);
        await ExitAsync(_floor.Desk, position);
        _floor.Faults.Script(ExchangeCall.OpenOrders, ExchangeAccident.Delays(Long));

        var looking = _floor.Desk.AdvanceAsync(_floor.Account, position);
        var other = await _floor.SleepAsync(TimeSpan.Zero);
        await Patience.UntilAsync(() => looking.IsCompleted, () => _floor.Wall.Advance(TimeSpan.FromSeconds(1)));

        await looking.Awaiting(task => task).Should().ThrowAsync<LeaseLostException>();
        (await SalesAsync()).Should().BeEmpty();
        await GoesOnAsync(position, other);
    }

    [Fact]
    public async Task What_it_is_told_of_its_own_sending_takes_nothing_back_that_the_other_has_seen()
    {
        var position = await _floor.EnterAsync(Story.Plain with { RestTarget = true });
        var target = (await _floor.FileAsync(position)).LiveOf(Leg.Target)!;
        target.State.Should().Be(IntentState.Accepted);
        _floor.Faults.Script(ExchangeCall.Submit, ExchangeAccident.Refuses(new ExchangeFault(ExchangeFaultKind.TooManyRequests, "not_sent", "")));
        var sender = new OrderSender(_floor.Positions, _floor, _floor, _floor.Clock, _floor.Wall, NullLogger<OrderSender>.Instance);

        var file = await sender.SendAsync(_floor.Account, target, _floor.Wall.GetTimestamp());

        file.Find(target.Key).State.Should().Be(IntentState.Accepted);
    }

    /// <summary>The other process takes up what it finds, and sells once.</summary>
    private async Task GoesOnAsync(PositionId position, LeaseProof proof)
    {
        var other = _floor.DeskOf(_floor.Positions, new LeaseInHand(proof.Fence, proof.Holder));
        for (var look = 0; look < 20 && (await _floor.FileAsync(position)).Position.IsLive; look++)
        {
            _floor.Wall.Advance(TimeSpan.FromSeconds(0.5));
            await other.AdvanceAsync(_floor.Account, position);
        }

        (await _floor.FileAsync(position)).Position.State.Should().Be(PositionState.Closed);
        (await SalesAsync()).Should().ContainSingle();
    }

    private Task<bool> ExitAsync(PositionDesk desk, PositionId position) =>
        desk.ExitAsync(_floor.Account, position, ExitReason.TimeLimit, Reason.Of("Test"), null, _floor.Wall.GetUtcNow());

    private async Task<IReadOnlyList<ExchangeOrder>> SalesAsync() => [.. (await _floor.OrdersAsync()).Where(order => order.Side == OrderSide.Ask)];
}
