using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Reserve;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Data;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace CoinPulse.Tests.Trading.Reserve;

/// <summary>
/// One guarded position of ten coins at 1,000 won, the real desk with its journal and reserve on a real database, and an exchange that has its books elsewhere, as
/// a real one does.
/// </summary>
internal sealed class BadDay : IExchangeDirectory, IEngineLease, IDisposable
{
    private readonly IDbContextFactory<CoinPulseDbContext> _database;
    private readonly string _folder;
    private readonly PaperVenue _venue;
    private readonly PaperExchanges _paper;
    private readonly FaultyExchange _line;
    private readonly EngineClock _clock;

    private BadDay(IDbContextFactory<CoinPulseDbContext> database, string folder, TimeProvider wall)
    {
        (_database, _folder, Wall) = (database, folder, wall);
        _clock = new EngineClock(wall);
        Hub = new HandDrivenHub(wall);
        _venue = new PaperVenue(Hub, wall, stepsByHand: true);
        _paper = new PaperExchanges(_venue, new InMemoryPaperStore(), _clock, new NoCrashPoints(), NullLogger<PaperExchanges>.Instance);
        _line = new FaultyExchange(_paper.For(Account), Faults, wall);
        Start();
    }

    public TimeProvider Wall { get; }

    public ExchangeFaultPlan Faults { get; } = new();

    public HandDrivenHub Hub { get; }

    public TradingAccount Account { get; } =
        new(new AccountId(Guid.CreateVersion7(Story.Now)), new UserId(Guid.CreateVersion7(Story.Now)), AccountKind.Paper, PriceSource.Simulated, Story.Now);

    public ReservedJournal Journal { get; private set; } = null!;

    public Core.Trading.Reserve.Reserve Reserve { get; private set; } = null!;

    public PositionDesk Desk { get; private set; } = null!;

    public GuardBook Guards { get; private set; } = null!;

    public PositionId Position { get; private set; }

    public LeaseProof? Proof { get; set; }

    public static async Task<BadDay> BeginAsync(IDbContextFactory<CoinPulseDbContext> database, string folder, TimeProvider wall)
    {
        var day = new BadDay(database, folder, wall);
        day.Proof = await new JobLease(database, wall).TryTakeAsync("engine", "test", TimeSpan.FromHours(1), default);
        await day._paper.OpenAsync(day.Account, default);
        day.Price(1_000);
        day.Position = await day.EnterAsync();
        return day;
    }

    public IExchange For(TradingAccount account) => _line;

    public void Price(decimal bid) => Hub.PlaceAt(Story.Market, new Price(bid), new Price(bid + 1), new Quantity(1_000));

    /// <summary>Writes the entry; sends it unless told to wait.</summary>
    public async Task<PositionId> EnterAsync(int candle = 5, Func<Task>? beforeSending = null)
    {
        var key = new EntryKey(Account.Id, StrategyId.From("swing"), Story.Market, Story.Now.AddMinutes(-candle));
        var position = new Position(key, Account.Owner, Account.Kind, Account.Source, Reason.Of("Test"), _clock.GetUtcNow(), new Krw(20_000), Story.Plain, new Percent(Story.FeeRate));
        var file = new PositionFile(position, null, [], []);
        file.Plan(Leg.Entry, id => OrderRequest.BuyNow(id, Story.Market, new Price(1_001), new Quantity(10)), Wall.GetUtcNow());
        await Journal.TryOpenAsync(Account.Owner, file, Proof, default);
        if (beforeSending is not null) await beforeSending();
        await Desk.EnterAsync(Account, file, Wall.GetTimestamp());
        return position.Id;
    }

    /// <summary>The price falls through the stop and the guard in memory sells what it says.</summary>
    public async Task StopAsync()
    {
        Price(940);
        var guard = Guards.Find(Story.Market, Position)!;
        var trigger = guard.See(GuardPrice.Of(Hub.Quote(Story.Market)!), _clock.GetUtcNow(), targetRests: false)!;
        await Desk.ExitAsync(Account, Position, trigger.Because, Reason.Of(trigger.Because.ToString()), trigger.Quantity, Wall.GetUtcNow());
    }

    public Task LookAsync() => Desk.AdvanceAsync(Account, Position);

    /// <summary>What the second's look at the journal does when the database answers: a pool may give out a connection or two that are dead.</summary>
    public async Task ReturnAsync()
    {
        IReadOnlyList<PositionFile>? entered = null;
        for (var look = 0; entered is null && look < 10; look++) entered = await Journal.TryEnterAsync(default);
        entered.Should().NotBeNull("the database takes rows again");
        await LookAsync();
    }

    /// <summary>New objects on the same database and the same folder: what kill -9 and a new start leave. The reserve is read first.</summary>
    public async Task RestartAsync()
    {
        Die();
        Start();
        await ReturnAsync();
    }

    public void Die() => Reserve.Dispose();

    /// <summary>As the database itself has it.</summary>
    public async Task<PositionFile> WrittenAsync() => (await new PositionStore(_database, new AuditPen(Wall), Wall).FindAsync(Account.Owner, Position, default))!;

    public async Task<AccountBalances> BalancesAsync() => (await _paper.For(Account).BalancesAsync(default)).Value;

    public async Task<IReadOnlyList<ExchangeOrder>> SalesAsync() =>
        [.. (await _paper.For(Account).ClosedOrdersAsync(Story.Now.AddDays(-400), default)).Value.Where(order => order.Side == OrderSide.Ask)];

    /// <summary>The end of every story: sold once and whole, in the exchange's books and in ours, and nothing waits in the reserve.</summary>
    public async Task ShouldBeSoldOnceAsync(int attempts = 1)
    {
        var file = await WrittenAsync();
        (file.Position.State, file.Position.Sold, file.Position.ClosedBecause, file.Guard!.IsLive).Should()
            .Be((PositionState.Closed, new Quantity(10), ExitReason.StopLoss, false));
        file.Intents.Should().OnlyContain(intent => !intent.IsLive);
        file.Intents.Where(intent => intent.Leg == Leg.Exit).Should().HaveCount(attempts);
        var balances = await BalancesAsync();
        balances.Of(Story.Market.Base).Total.Should().Be(Quantity.Zero);
        (balances.FreeCash - TradingAccount.PaperCash).Should().Be(file.Position.Profit);
        var coins = await new BooksStore(_database).CoinsAsync(Account.Owner, Account.Id, Story.Market, default);
        coins.Should().Be(Quantity.Zero);
        (await SalesAsync()).Sum(order => order.Executed.Value).Should().Be(10);
        (Journal.IsAway, Reserve.Read().Count).Should().Be((false, 0));
    }

    public void Dispose()
    {
        Reserve.Dispose();
        Journal.Dispose();
        _paper.Dispose();
        _venue.Dispose();
    }

    private void Start()
    {
        Reserve = new Core.Trading.Reserve.Reserve(_folder, NullLogger<Core.Trading.Reserve.Reserve>.Instance, size: 256 * 1024);
        Reserve.Open();
        var store = new PositionStore(_database, new AuditPen(Wall), Wall);
        var accounts = new TradingAccountsStore(_database, _clock, new AuditPen(Wall));
        Journal = new ReservedJournal(store, Reserve, accounts, this, _clock, Wall, NullLogger<ReservedJournal>.Instance);
        Guards = new GuardBook(_clock);
        var sender = new OrderSender(Journal, this, this, _clock, Wall, NullLogger<OrderSender>.Instance);
        var books = new BooksStore(_database);
        var resolver = new UnknownResolver(Journal, this, books, sender, _clock, Wall);
        Desk = new PositionDesk(Journal, this, Hub, sender, resolver, books, this, _clock, Wall, NullLogger<PositionDesk>.Instance);
        Desk.Changed += Guards.Put;
    }
}
