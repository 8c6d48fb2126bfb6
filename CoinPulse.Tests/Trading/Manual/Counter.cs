using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Manual;
using CoinPulse.Data.Trading.Manual;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Cycle;
using CoinPulse.Tests.Trading.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace CoinPulse.Tests.Trading.Manual;

/// <summary>Where a person orders by hand: the real desk, journal, sender and watch on a floor whose line, process and database can fail.</summary>
internal sealed class Counter
{
    private readonly Floor _floor;
    private readonly IExchangeDirectory _exchanges;

    private Counter(Floor floor, IExchangeDirectory? exchanges)
    {
        (_floor, _exchanges) = (floor, exchanges ?? floor);
        Restart();
    }

    public ManualOrderStore Store { get; private set; } = null!;

    public ManualWatch Watch { get; private set; } = null!;

    public IManualDesk Desk { get; private set; } = null!;

    public static Counter On(Floor floor, IExchangeDirectory? exchanges = null) => new(floor, exchanges);

    /// <summary>New objects on the same database: what a restart leaves.</summary>
    public void Restart()
    {
        _floor.Restart();
        Store = new ManualOrderStore(_floor.Database, new AuditPen(_floor.Wall), _floor.Wall, _floor);
        (Watch, Desk) = Make(_floor, Store, _floor);
    }

    /// <summary>The desk of another process on the same database, which is not the engine.</summary>
    public IManualDesk DeskElsewhere() => Beside(new LeaseInHand(), new NoCrashPoints()).Desk;

    /// <summary>Another process on the same database and the same account.</summary>
    public (ManualWatch Watch, IManualDesk Desk) Beside(IEngineLease lease, ICrashPoints crashes) =>
        Make(lease, new ManualOrderStore(_floor.Database, new AuditPen(_floor.Wall), _floor.Wall, crashes), crashes);

    public Task<ManualTicket> TicketAsync(MarketCode? market = null) => Desk.IssueAsync(_floor.Account.Owner, _floor.Account.Id, market ?? Story.Market, default);

    public static ManualDraft Buy(decimal won) => new(OrderSide.Bid, AtMarket: true, Total: new Krw(won));

    public static ManualDraft Sell(decimal coins) => new(OrderSide.Ask, AtMarket: true, Quantity: new Quantity(coins));

    public static ManualDraft Rest(OrderSide side, decimal price, decimal coins) => new(side, AtMarket: false, new Price(price), Quantity: new Quantity(coins));

    public async Task<ManualOrder> PlaceAsync(ManualDraft draft, ManualTicket? ticket = null) =>
        (await Desk.PlaceAsync(_floor.Account.Owner, ticket ?? await TicketAsync(), draft)).Value;

    public async Task<ManualOrder> NowAsync(ClientOrderId key) => (await Store.FindAsync(_floor.Account.Owner, key, default))!;

    /// <summary>Lets time pass as the watch would: it looks every half second.</summary>
    public async Task PassAsync(double seconds)
    {
        for (var passed = 0.0; passed < seconds; passed += 0.5)
        {
            _floor.Wall.Advance(TimeSpan.FromSeconds(0.5));
            await Watch.LookAsync(default);
            await Watch.SettleAsync();
        }
    }

    /// <summary>Every order by hand that the exchange has or had, whatever became of it.</summary>
    public async Task<IReadOnlyList<ExchangeOrder>> AtExchangeAsync()
    {
        var exchange = _exchanges.For(_floor.Account);
        var all = (await exchange.OpenOrdersAsync(default)).Value.Concat((await exchange.ClosedOrdersAsync(DateTimeOffset.MinValue.AddYears(2_000), default)).Value);
        return [.. all.Where(order => order.Key is { } key && key.TryReadManual(out _)).DistinctBy(order => order.Id)];
    }

    public Task<Quantity> InBooksAsync() => _floor.Books.CoinsAsync(_floor.Account.Owner, _floor.Account.Id, Story.Market, default);

    private (ManualWatch Watch, IManualDesk Desk) Make(IEngineLease lease, ManualOrderStore store, ICrashPoints crashes)
    {
        var sender = new ManualSender(store, _exchanges, _floor.Trades, lease, _floor.Wall, NullLogger<ManualSender>.Instance, crashes);
        var resolver = new ManualResolver(_exchanges, _floor.Books, sender, _floor.Wall);
        var watch = new ManualWatch(store, _floor.Accounts, _exchanges, _floor.Hub, sender, resolver, lease, new SystemStartup(), _floor.Wall, NullLogger<ManualWatch>.Instance);
        return (watch, new ManualDesk(store, _floor.Accounts, _floor.Positions, _exchanges, _floor.Hub, watch, lease, _floor.Wall));
    }
}
