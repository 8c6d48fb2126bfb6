using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CoinPulse.Tests.Trading.Cycle;

public sealed class TradingDeskTests : IAsyncLifetime
{
    private static readonly MarketCode Ada = MarketCode.From("KRW-ADA");
    private static readonly MarketCode Sol = MarketCode.From("KRW-SOL");

    private Floor _floor = null!;
    private StopSwitchStore _switches = null!;

    public async Task InitializeAsync()
    {
        _floor = await Floor.OpenAsync();
        _switches = new StopSwitchStore(_floor.Database, new AuditPen(_floor.Wall), _floor.Wall);
    }

    public async Task DisposeAsync() => await _floor.DisposeAsync();

    [Fact]
    public async Task Panic_stops_new_buys_and_sells_all_that_the_engine_bought()
    {
        var positions = new[] { await _floor.EnterAsync(), await EnterAsync(Ada), await EnterAsync(Sol) };

        var report = await PanicAsync();

        (report.Positions, report.Flat).Should().Be((3, 3));
        (await _switches.StandingAsync(_floor.Account.Owner, _floor.Account.Id, default)).Should().HaveFlag(EntryStops.Account);
        foreach (var position in positions)
        {
            var sold = (await _floor.FileAsync(position)).Position;
            (sold.State, sold.ClosedBecause, sold.WhySold!.Code).Should().Be((PositionState.Closed, ExitReason.ByPerson, ExitReasons.Panic));
        }
    }

    [Fact]
    public async Task The_worst_losers_are_sold_first()
    {
        var markets = Enumerable.Range(0, 6).Select(number => MarketCode.From($"KRW-C{number}")).ToList();
        foreach (var market in markets) await EnterAsync(market);
        foreach (var (market, number) in markets.Select((market, number) => (market, number))) Price(market, 1_000 - (number * 5 % 6) * 10);
        var sold = new List<MarketCode>();
        using var heard = _floor.Paper.For(_floor.Account).Subscribe(order =>
        {
            if (order.Side == OrderSide.Ask && !sold.Contains(order.Market)) sold.Add(order.Market);
        });

        // One at a time, so that the order is the whole of what is seen.
        await Desk(begin: work => work()).PanicAsync(_floor.Account.Owner, _floor.Account.Id, "panic", default);

        sold.Should().Equal(markets.OrderBy(market => _floor.Hub.Quote(market)!.Bid!.Value.Value));
    }

    [Fact]
    public async Task A_stop_and_sell_of_the_person_reaches_every_account_and_is_written_down()
    {
        var second = await _floor.OpenSecondAccountAsync();
        var positions = new[] { await _floor.EnterAsync(), await _floor.EnterAsync(account: second) };

        var report = await Desk().PanicEverywhereAsync(_floor.Account.Owner, "panic", default);

        (report.Positions, report.Flat).Should().Be((2, 2));
        (await _switches.StandingAsync(_floor.Account.Owner, _floor.Account.Id, default)).Should().Be(EntryStops.User);
        foreach (var position in positions)
        {
            var sold = (await _floor.FileAsync(position)).Position;
            (sold.State, sold.WhySold!.Facts["scope"]).Should().Be((PositionState.Closed, "user"));
        }

        (await _floor.AuditAsync()).Select(entry => entry.Act).Should().Contain([AuditActs.StopSwitchOn, AuditActs.Panic]);
    }

    [Fact]
    public async Task A_switch_that_cannot_be_kept_keeps_no_coin_from_being_sold()
    {
        var position = await _floor.EnterAsync();
        var desk = Desk(switches: new StopSwitchStore(new Trading.Reserve.GoneDatabase(_floor.Database) { IsGone = true }, new AuditPen(_floor.Wall), _floor.Wall));

        var panic = () => desk.PanicAsync(_floor.Account.Owner, _floor.Account.Id, "panic", default);

        await panic.Should().ThrowAsync<Exception>("the person hears that buys are not stopped");
        (await _floor.FileAsync(position)).Position.State.Should().Be(PositionState.Closed);
    }

    [Fact]
    public async Task New_buys_of_every_account_stop_and_stay_stopped_until_the_person_lifts_it()
    {
        var owner = _floor.Account.Owner;
        var another = new AccountId(Guid.CreateVersion7(Story.Now));

        await Desk().StopEverywhereAsync(owner, "enough", default);

        (await _switches.StandingAsync(owner, _floor.Account.Id, default)).Should().Be(EntryStops.User);
        (await _switches.StandingAsync(owner, another, default)).Should().Be(EntryStops.User, "an account that is opened later too");
        (await _switches.StandingAsync(new UserId(Guid.CreateVersion7(Story.Now)), another, default)).Should().Be(EntryStops.None, "nobody else");
        await _switches.LiftAsync(owner, StopScope.User, owner.Value, owner, "enough", default);
        (await _switches.StandingAsync(owner, _floor.Account.Id, default)).Should().Be(EntryStops.None);
    }

    [Fact]
    public async Task What_was_bought_by_hand_is_left()
    {
        await _floor.EnterAsync();
        await _floor.Paper.PlaceByHandAsync(_floor.Account, OrderRequest.BuyAtMarket(ClientOrderId.From("hand"), Story.Market, new Krw(30_030)), default);

        await PanicAsync();

        (await _floor.BalancesAsync()).Of(Story.Market.Base).Total.Should().Be(new Quantity(30));
    }

    [Fact]
    public async Task It_goes_on_when_the_page_is_gone()
    {
        var position = await _floor.EnterAsync();
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        var report = await Desk().PanicAsync(_floor.Account.Owner, _floor.Account.Id, "panic", gone.Token);

        (report.Flat, (await _floor.FileAsync(position)).Position.State).Should().Be((1, PositionState.Closed));
    }

    [Fact]
    public async Task One_position_that_cannot_be_sold_keeps_no_other_from_it()
    {
        var stuck = await _floor.EnterAsync();
        var sold = await EnterAsync(Ada);
        _floor.Hub.Halt(Story.Market);

        var report = await PanicAsync();

        (report.Positions, report.Flat).Should().Be((2, 1));
        (await _floor.FileAsync(sold)).Position.State.Should().Be(PositionState.Closed);
        (await _floor.FileAsync(stuck)).Position.State.Should().Be(PositionState.Closing, "its guard goes on");
        _floor.Hub.Halt(Story.Market, halted: false);
        await _floor.PassAsync(stuck, 3);
        (await _floor.FileAsync(stuck)).Position.State.Should().Be(PositionState.Closed);
    }

    [Fact]
    public async Task One_whose_sale_breaks_keeps_no_other_from_it()
    {
        await _floor.EnterAsync();
        await EnterAsync(Ada);
        _floor.Faults.Script(ExchangeCall.Submit, ExchangeAccident.CrashesBefore);

        (await PanicAsync()).Should().Match<PanicReport>(report => report.Positions == 2 && report.Flat == 1);
    }

    [Theory]
    [InlineData(AccidentKind.LosesAnswer, PositionState.Closed, 0)]
    [InlineData(AccidentKind.NeverArrives, PositionState.Abandoned, 0)]
    public async Task An_entry_that_nobody_has_seen_yet_is_left_too(AccidentKind accident, PositionState end, decimal coins)
    {
        _floor.Faults.Script(ExchangeCall.Submit, new ExchangeAccident(accident)).Script(ExchangeCall.Find, ExchangeAccident.NeverArrives);
        var position = await _floor.EnterAsync();

        await PanicAsync();
        await _floor.PassAsync(position, 70);

        var left = (await _floor.FileAsync(position)).Position;
        (left.State, left.ClosedBecause).Should().Be((end, ExitReason.ByPerson));
        (await _floor.BalancesAsync()).Of(Story.Market.Base).Total.Should().Be(new Quantity(coins));
    }

    [Fact]
    public async Task An_entry_that_was_left_before_it_was_sent_is_never_sent()
    {
        var file = await _floor.PlanAsync();
        await PanicAsync();

        await _floor.Desk.EnterAsync(_floor.Account, file, _floor.Wall.GetTimestamp());

        var left = await _floor.FileAsync(file.Position.Id);
        (left.Position.State, left.Intents[0].RefusalCode).Should().Be((PositionState.Abandoned, FaultNames.Withdrawn));
        (await _floor.BalancesAsync()).FreeCash.Should().Be(TradingAccount.PaperCash);
    }

    [Fact]
    public async Task Pressed_on_another_process_it_reports_what_the_engine_has_made_of_it()
    {
        await _floor.EnterAsync();
        await EnterAsync(Ada);
        var (pressed, engine) = (_floor.Wall.GetUtcNow(), _floor.Engine());

        var report = PanicElsewhereAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        while ((await _floor.Positions.LeavingForEveryoneAsync(_floor.Account.Source, default)).Count < 2) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);

        // The engine comes to it after four seconds.
        _floor.Wall.Advance(TimeSpan.FromSeconds(4));
        report.IsCompleted.Should().BeFalse();
        await engine.TakeUpLeavingAsync(default);
        engine.LookAtWhatIsDue();
        await engine.SettleAsync();
        await Patience.UntilAsync(() => report.IsCompleted, () => _floor.Wall.Advance(TimeSpan.FromSeconds(1)));

        ((await report).Positions, (await report).Flat).Should().Be((2, 2));
        (await report).Took.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(3)).And.BeLessThanOrEqualTo(_floor.Wall.GetUtcNow() - pressed);
    }

    [Fact]
    public async Task Where_no_engine_comes_it_says_after_a_while_what_still_stands()
    {
        var position = await _floor.EnterAsync();

        var report = PanicElsewhereAsync();
        await Patience.UntilAsync(() => report.IsCompleted, () => _floor.Wall.Advance(TimeSpan.FromSeconds(1)));

        ((await report).Positions, (await report).Flat).Should().Be((1, 0));
        (await report).Took.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(15));
        (await _floor.FileAsync(position)).Position.ClosedBecause.Should().Be(ExitReason.ByPerson, "the next engine finds it written down");
    }

    private Task<PanicReport> PanicElsewhereAsync() => new TradingDesk(
        _floor.Accounts,
        _floor.Positions,
        _switches,
        _floor.DeskElsewhere(),
        new GuardBook(_floor.Clock),
        _floor.Hub,
        new LeaseInHand(),
        new AuditTrail(_floor.Database),
        new AuditPen(_floor.Wall),
        _floor.Wall,
        NullLogger<TradingDesk>.Instance)
        .PanicAsync(_floor.Account.Owner, _floor.Account.Id, "panic", default);

    private Task<PanicReport> PanicAsync() => Desk().PanicAsync(_floor.Account.Owner, _floor.Account.Id, "panic", default);

    private TradingDesk Desk(IStopSwitches? switches = null, Func<Func<Task>, Task>? begin = null) => new(
        _floor.Accounts,
        _floor.Positions,
        switches ?? _switches,
        _floor.Desk,
        new GuardBook(_floor.Clock),
        _floor.Hub,
        _floor,
        new AuditTrail(_floor.Database),
        new AuditPen(_floor.Wall),
        _floor.Wall,
        NullLogger<TradingDesk>.Instance,
        begin);

    private Task<PositionId> EnterAsync(MarketCode market)
    {
        Price(market, 1_000);
        return _floor.EnterAsync(market: market);
    }

    private void Price(MarketCode market, decimal bid) => _floor.Hub.PlaceAt(market, new Price(bid), new Price(bid + 1), new Quantity(1_000));
}
