using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Data.Operations;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Paper;

/// <summary>A process that slept through its lease between deciding and writing changes nothing at the paper exchange.</summary>
public sealed class PaperFenceTests
{
    private static readonly MarketCode Xrp = MarketCode.From("KRW-XRP");
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Theory, EveryDatabase]
    public async Task An_order_that_is_decided_before_and_written_after_is_not_accepted(DatabaseKind kind)
    {
        await using var venue = await EngineAsync(kind);
        using var point = new WaitsAt(PaperCrashPoint.BeforeCommit);
        venue.Crashes = point;
        await venue.RestartAsync();

        var sent = Task.Run(() => venue.Exchange.SubmitAsync(OrderRequest.BuyNow(ClientOrderId.From("late"), Xrp, new Price(1001), new Quantity(10)), default));
        await point.Reached.WaitAsync(TimeSpan.FromSeconds(60));
        await PassOnAsync(venue);
        point.GoOn();
        var answer = await sent;

        answer.Kind.Should().Be(AnswerKind.Unknown, "only the next engine can find out what became of it");
        (await venue.Exchange.FindAsync(ClientOrderId.From("late"), default)).Fault!.Kind.Should().Be(ExchangeFaultKind.OrderNotFound);
        (await venue.Exchange.BalancesAsync(default)).Value.Cash.Should().Be(TradingAccount.PaperCash);
    }

    [Theory, EveryDatabase]
    public async Task A_trade_heard_before_and_matched_after_fills_nothing_and_the_next_engine_fills_once(DatabaseKind kind)
    {
        await using var venue = await EngineAsync(kind);
        await venue.Exchange.SubmitAsync(OrderRequest.Rest(ClientOrderId.From("rest"), Xrp, OrderSide.Bid, new Price(990), new Quantity(10)), default);
        venue.Hub.Print(Xrp, new Price(980), new Quantity(100));

        await PassOnAsync(venue);
        ((LeaseInHand)venue.Lease!).Take();
        await venue.Venue.PumpAsync();

        (await FilledAsync(venue.Exchange)).Should().Be(Quantity.Zero);
        venue.Paper.HasPrints.Should().BeFalse("what it heard is the next engine's affair");
        using var nextVenue = new PaperVenue(venue.Hub, venue.Clock, stepsByHand: true);
        using var next = new PaperExchanges(
            nextVenue, venue.Store, venue.EngineClock, new NoCrashPoints(), NullLogger<PaperExchanges>.Instance, new LeaseInHand(2, "next"));
        await next.ResumeForEveryoneAsync(default);
        venue.Hub.Print(Xrp, new Price(985), new Quantity(100));
        await nextVenue.PumpAsync();
        await venue.Venue.PumpAsync();
        (await FilledAsync(venue.Exchange)).Should().Be(new Quantity(10));
    }

    [Theory, EveryDatabase]
    public async Task A_trade_waits_while_the_engine_is_still_ours_and_its_lease_is_renewed_late(DatabaseKind kind)
    {
        await using var venue = await EngineAsync(kind);
        await venue.Exchange.SubmitAsync(OrderRequest.Rest(ClientOrderId.From("rest"), Xrp, OrderSide.Bid, new Price(990), new Quantity(10)), default);
        await LeasesOf(venue).TryTakeAsync("engine", "test", TimeSpan.Zero, default);

        venue.Hub.Print(Xrp, new Price(980), new Quantity(100));
        (await venue.Exchange.BalancesAsync(default)).Kind.Should().Be(AnswerKind.Unknown);
        await LeasesOf(venue).TryTakeAsync("engine", "test", Long, default);

        (await FilledAsync(venue.Exchange)).Should().Be(new Quantity(10));
    }

    [Theory, EveryDatabase]
    public async Task A_process_that_is_not_the_engine_sends_and_matches_nothing_but_a_persons_own_acts(DatabaseKind kind)
    {
        await using var venue = await EngineAsync(kind);
        ((LeaseInHand)venue.Lease!).Take();

        (await venue.Exchange.SubmitAsync(OrderRequest.BuyNow(ClientOrderId.From("k"), Xrp, new Price(1001), new Quantity(10)), default)).Kind.Should().Be(AnswerKind.Unknown);
        (await venue.Exchange.CancelAsync(ClientOrderId.From("k"), default)).Kind.Should().Be(AnswerKind.Unknown);
        (await venue.Accounts.DepositAsync(venue.Account, new Krw(1_000), default)).Value.Cash.Should().Be(TradingAccount.PaperCash + new Krw(1_000));
    }

    private static async Task<PaperHarness> EngineAsync(DatabaseKind kind)
    {
        var venue = await PaperHarness.OnAsync(kind);
        venue.Hub.PlaceAt(Xrp, new Price(1000), new Price(1001), new Quantity(1000));
        venue.Lease = new LeaseInHand((await LeasesOf(venue).TryTakeAsync("engine", "test", Long, default))!.Fence);
        await venue.RestartAsync();
        return venue;
    }

    /// <summary>Another process holds the lease now; this one does not know yet.</summary>
    private static async Task PassOnAsync(PaperHarness venue)
    {
        await LeasesOf(venue).TryTakeAsync("engine", "test", TimeSpan.Zero, default);
        (await LeasesOf(venue).TryTakeAsync("engine", "next", Long, default))!.Fence.Should().Be(2);
    }

    private static JobLease LeasesOf(PaperHarness venue) => new(venue.Database!, TimeProvider.System);

    private static async Task<Quantity> FilledAsync(IExchange exchange) => (await exchange.FindAsync(ClientOrderId.From("rest"), default)).Value.Executed;

    /// <summary>Stops at a point until it may go on.</summary>
    private sealed class WaitsAt(string at) : ICrashPoints, IDisposable
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _mayGoOn = new();

        public Task Reached => _reached.Task;

        public void At(string point)
        {
            if (point != at) return;
            _reached.TrySetResult();
            _mayGoOn.Wait(TimeSpan.FromSeconds(60));
        }

        public void GoOn() => _mayGoOn.Set();

        public void Dispose() => _mayGoOn.Dispose();
    }
}
