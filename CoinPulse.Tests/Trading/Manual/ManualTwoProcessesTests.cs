using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Manual;
using CoinPulse.Data.Operations;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Cycle;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Manual;

/// <summary>
/// A person orders by hand on one of two processes, which then falls asleep, or dies, anywhere on the order's way; the other takes the lease and goes on. What wakes up still believes that
/// it is the engine.
/// </summary>
public sealed class ManualTwoProcessesTests : IAsyncLifetime
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

    /// <summary>Where it sleeps, how many seconds, and whether there is an order in the end.</summary>
    public static TheoryData<string, double, bool> Sleeps => new()
    {
        { JournalCrashPoint.AfterOpen, 9, true },        // written down: the other takes it in time
        { JournalCrashPoint.BeforeChange, 9, true },
        { JournalCrashPoint.AfterChange, 9, false },     // taken by who sleeps: it may have left, so the other only looks for it
        { JournalCrashPoint.AfterChange, 90, false },    // and gives it up; who wakes up must not send it then
        { JournalCrashPoint.BeforeSend, 9, false },
        { JournalCrashPoint.BeforeSend, 90, false },
        { JournalCrashPoint.AfterAnswer, 9, true },      // sent and unanswered here: the other finds it
        { JournalCrashPoint.AfterAnswer, 90, true },
    };

    [Theory]
    [MemberData(nameof(Sleeps))]
    public async Task A_process_that_sleeps_on_the_way_sends_nothing_when_it_wakes_up(string point, double seconds, bool bought)
    {
        var other = _counter.Beside(new LeaseInHand(), new NoCrashPoints());
        var nap = new Nap(point, async () => other = await TakeOverAsync(seconds));
        var sleeper = _counter.Beside(_floor, nap).Desk;
        var ticket = await _counter.TicketAsync();

        var said = await sleeper.PlaceAsync(_floor.Account.Owner, ticket, Counter.Buy(20_020));
        nap.IsOver.Should().BeTrue();
        await PassAsync(other.Watch, 75);

        said.Succeeded.Should().BeTrue("the person is told how their order stands, whichever process has it");
        await EndsAsync(ticket, bought);
    }

    [Theory]
    [InlineData(JournalCrashPoint.BeforeOpen, false)]
    [InlineData(JournalCrashPoint.InsideOpen, false)]
    [InlineData(JournalCrashPoint.AfterOpen, true)]
    public async Task An_order_written_down_by_a_process_that_dies_is_sent_once_by_the_engine_beside_it(string point, bool bought)
    {
        var ticket = await _counter.TicketAsync();
        var dying = _counter.Beside(new LeaseInHand(), new DiesAt(point)).Desk;

        await dying.Invoking(desk => desk.PlaceAsync(_floor.Account.Owner, ticket, Counter.Buy(20_020))).Should().ThrowAsync<SimulatedCrashException>();
        await PassAsync(_counter.Watch, 75);

        await EndsAsync(ticket, bought);
    }

    private async Task EndsAsync(ManualTicket ticket, bool bought)
    {
        var expected = bought ? new Quantity(20) : Quantity.Zero;
        (await _counter.AtExchangeAsync()).Should().HaveCount(bought ? 1 : 0);
        (await _counter.InBooksAsync()).Should().Be(expected);
        (await _floor.BalancesAsync()).Of(Story.Market.Base).Total.Should().Be(expected);
        if (await _counter.Store.FindAsync(_floor.Account.Owner, ticket.Key, default) is { } order) (order.IsLive, order.Executed).Should().Be((false, expected));
    }

    /// <summary>The lease has run out while the engine slept: another process has it, and works as long as the sleep lasts.</summary>
    private async Task<(ManualWatch Watch, IManualDesk Desk)> TakeOverAsync(double seconds)
    {
        var leases = new JobLease(_floor.Database, _floor.Wall);
        await leases.ReleaseAsync(_floor.Proof!, default);
        var proof = await leases.TryTakeAsync(EngineLease.Name, "other", TimeSpan.FromDays(1), default);
        var other = _counter.Beside(new LeaseInHand(proof!.Fence, "other"), new NoCrashPoints());
        await PassAsync(other.Watch, seconds);
        return other;
    }

    private async Task PassAsync(ManualWatch watch, double seconds)
    {
        for (var passed = 0.0; passed < seconds; passed += 0.5)
        {
            _floor.Wall.Advance(TimeSpan.FromSeconds(0.5));
            await watch.LookAsync(default);
            await watch.SettleAsync();
        }
    }

    private sealed class DiesAt(string point) : ICrashPoints
    {
        public void At(string passed)
        {
            if (passed == point) throw new SimulatedCrashException(point);
        }
    }
}
