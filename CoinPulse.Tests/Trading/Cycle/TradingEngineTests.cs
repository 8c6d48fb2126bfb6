using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CoinPulse.Tests.Trading.Cycle;

public sealed class TradingEngineTests : IAsyncLifetime
{
    private static readonly MarketCode Ada = MarketCode.From("KRW-ADA");
    private static readonly MarketCode Sol = MarketCode.From("KRW-SOL");

    private Floor _floor = null!;
    private IDisposable? _prices;

    public async Task InitializeAsync() => _floor = await Floor.OpenAsync();

    public async Task DisposeAsync()
    {
        _prices?.Dispose();
        await _floor.DisposeAsync();
    }

    [Fact]
    public async Task A_guard_sells_although_nobody_has_introduced_its_account()
    {
        var engine = Start();
        var position = await _floor.EnterAsync();

        _floor.Price(940);
        await engine.SettleAsync();

        (await StateAsync(position)).Should().Be(PositionState.Closed);
    }

    [Fact]
    public async Task After_a_restart_the_largest_exposure_is_armed_first()
    {
        await EnterAsync(Story.Market, 10);
        await EnterAsync(Ada, 30);
        await EnterAsync(Sol, 20);
        var engine = Restart();
        _floor.Hub.Asked.Clear();

        await engine.TakeUpAsync(default);

        _floor.Hub.Asked.Should().Equal(Ada, Sol, Story.Market);
    }

    [Fact]
    public async Task After_a_restart_a_stop_that_was_passed_meanwhile_sells()
    {
        var position = await EnterAsync(Story.Market, 10);
        var engine = Restart();
        await engine.TakeUpAsync(default);

        _floor.Price(940);
        await engine.SettleAsync();

        (await StateAsync(position)).Should().Be(PositionState.Closed);
    }

    [Fact]
    public async Task An_account_whose_orders_cannot_be_heard_at_the_start_is_guarded_all_the_same()
    {
        var position = await EnterAsync(Story.Market, 10);
        var line = new DeadAtFirst(_floor);
        var engine = Restart(line);
        await engine.TakeUpAsync(default);
        line.Asked.Should().Be(1);

        _floor.Price(940);
        await engine.SettleAsync();

        (await StateAsync(position)).Should().Be(PositionState.Closed);
    }

    [Fact]
    public async Task A_position_whose_exit_has_an_unknown_fate_delays_only_itself()
    {
        var (unknown, other) = (await EnterAsync(Story.Market, 10), await EnterAsync(Ada, 10));
        _floor.Price(940);
        _floor.Faults.Script(ExchangeCall.Submit, ExchangeAccident.NeverArrives);
        _floor.Faults.Script(ExchangeCall.Find, ExchangeAccident.NeverArrives, ExchangeAccident.NeverArrives);
        await _floor.GuardAsync(unknown);
        var engine = Restart();
        await engine.TakeUpAsync(default);
        await LookAsync(engine);
        (await _floor.FileAsync(unknown)).LiveOf(Leg.Exit)!.State.Should().Be(IntentState.Unknown);

        Price(Ada, 940);
        await engine.SettleAsync();

        (await StateAsync(other)).Should().Be(PositionState.Closed);
        var waiting = await _floor.FileAsync(unknown);
        (waiting.Position.State, waiting.Guard!.IsLive, waiting.LiveOf(Leg.Exit)!.State).Should().Be((PositionState.Closing, true, IntentState.Unknown));

        for (var half = 0; half < 20; half++)
        {
            _floor.Wall.Advance(TimeSpan.FromSeconds(0.5));
            await LookAsync(engine);
        }

        var sold = await _floor.FileAsync(unknown);
        (sold.Position.State, sold.Position.Sold, sold.Position.Oversold).Should().Be((PositionState.Closed, new Quantity(10), Quantity.Zero));
    }

    [Fact]
    public async Task After_a_restart_an_order_of_unknown_fate_is_looked_for_although_its_position_is_finished()
    {
        var position = await EnterAsync(Story.Market, 10);
        _floor.Faults.Script(ExchangeCall.Submit, ExchangeAccident.NeverArrives);
        _floor.Faults.Script(ExchangeCall.Find, ExchangeAccident.NeverArrives, ExchangeAccident.NeverArrives, ExchangeAccident.NeverArrives);
        _floor.Price(940);
        await _floor.GuardAsync(position);
        await _floor.Desk.TakeByHandAsync(_floor.Account, position, new Quantity(10), new Krw(9_390), "hand");
        var left = await _floor.FileAsync(position);
        (left.Position.State, left.LiveOf(Leg.Exit)?.State).Should().Be((PositionState.Closed, IntentState.Unknown), "the person was faster than the lost order");
        var engine = Restart();

        await engine.TakeUpAsync(default);
        for (var second = 0; second < 90; second++)
        {
            await LookAsync(engine);
            _floor.Wall.Advance(TimeSpan.FromSeconds(1));
        }

        (await _floor.FileAsync(position)).Intents.Should().OnlyContain(intent => !intent.IsLive);
    }

    [Fact]
    public async Task Of_sales_that_were_refused_together_the_worst_loss_is_tried_first_again()
    {
        var markets = Enumerable.Range(0, ExitLine.AtOnce + 3).Select(number => MarketCode.From($"KRW-C{number}")).ToList();
        foreach (var market in markets) await EnterAsync(market, 10);
        var engine = Start(begin: work => work());
        await engine.TakeUpAsync(default);
        var sold = new List<MarketCode>();
        using var heard = _floor.For(_floor.Account).Subscribe(order => { if (order is { Side: OrderSide.Ask, IsFinal: true }) sold.Add(order.Market); });
        foreach (var _ in markets) _floor.Faults.Script(ExchangeCall.Submit, ExchangeAccident.Refuses(new ExchangeFault(ExchangeFaultKind.TooManyRequests, "too_many_requests", "")));
        foreach (var (number, market) in markets.Index()) Price(market, 945 - number);
        await engine.SettleAsync();
        sold.Should().BeEmpty();

        _floor.Wall.Advance(TimeSpan.FromSeconds(1.1));
        await LookAsync(engine);

        // A dozen are under way beside each other, and whoever writes first among them is chance; nobody is ahead of a whole dozen that lose more.
        var order = sold.Distinct().Select(market => markets.IndexOf(market)).ToList();
        order.Should().HaveCount(markets.Count);
        order.Index().Should().OnlyContain(sale => order.Skip(sale.Index).Count(later => later > sale.Item) < ExitLine.AtOnce);
    }

    private static async Task LookAsync(TradingEngine engine)
    {
        engine.LookAtWhatIsDue();
        await engine.SettleAsync();
    }

    private TradingEngine Restart(IExchangeDirectory? exchanges = null)
    {
        _floor.Restart();
        return Start(exchanges);
    }

    private TradingEngine Start(IExchangeDirectory? exchanges = null, Func<Func<Task>, Task>? begin = null)
    {
        var guards = new GuardBook(_floor.Clock);
        _prices?.Dispose();
        _prices = _floor.Hub.Subscribe(guards.OnPrice, SubscriptionOrder.Guard);
        return new TradingEngine(
            _floor.Positions, _floor.Accounts, exchanges ?? _floor, _floor.Hub, _floor.Desk, guards, _floor, new SystemStartup(), _floor.Wall, NullLogger<TradingEngine>.Instance)
        { Begin = begin ?? Task.Run };
    }

    private async Task<PositionId> EnterAsync(MarketCode market, decimal quantity)
    {
        Price(market, 1_000);
        return await _floor.EnterAsync(quantity: quantity, market: market);
    }

    private void Price(MarketCode market, decimal bid) => _floor.Hub.PlaceAt(market, new Price(bid), new Price(bid + 1), new Quantity(1_000));

    private async Task<PositionState> StateAsync(PositionId position) => (await _floor.FileAsync(position)).Position.State;

    /// <summary>A line that is dead when it is asked for the first time.</summary>
    private sealed class DeadAtFirst(IExchangeDirectory line) : IExchangeDirectory
    {
        public int Asked { get; private set; }

        public IExchange For(TradingAccount account) => ++Asked == 1 ? throw new InvalidOperationException("The line is dead.") : line.For(account);
    }
}
