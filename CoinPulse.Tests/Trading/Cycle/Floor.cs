using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Differences;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Trading;
using CoinPulse.Data.Trading.Differences;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using CoinPulse.Tests.Trading.Simulation;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CoinPulse.Tests.Trading.Cycle;

/// <summary>The real desk on a real database and the paper exchange, with a bad line between them. The book is 1,000 / 1,001 and deep.</summary>
internal sealed class Floor : IExchangeDirectory, IEngineLease, IDatabaseState, ICrashPoints, IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly PaperVenue _venue;
    private readonly PaperExchanges _paper;
    private readonly FaultyExchange _line;
    private readonly EngineClock _clock;

    private Floor(TestDatabase database, FakeTimeProvider wall, TradingAccount account)
    {
        (_database, Wall, Account) = (database, wall, account);
        _clock = new EngineClock(Wall);
        Hub = new HandDrivenHub(Wall);
        _venue = new PaperVenue(Hub, Wall, stepsByHand: true);
        _paper = new PaperExchanges(_venue, new InMemoryPaperStore(), _clock, new NoCrashPoints(), NullLogger<PaperExchanges>.Instance);
        _line = new FaultyExchange(_paper.For(Account), Faults, Wall);
        var pen = new AuditPen(Wall);
        Accounts = new TradingAccountsStore(database, _clock, pen);
        Positions = new MortalPositions(new PositionStore(database, pen, Wall, clock: _clock), this);
        Books = new MortalBooks(new BooksStore(database), this);
        Restart();
    }

    public FakeTimeProvider Wall { get; }

    public ExchangeFaultPlan Faults { get; } = new();

    public HandDrivenHub Hub { get; }

    public TradingAccount Account { get; }

    public TradingAccountsStore Accounts { get; }

    public IPositionStore Positions { get; }

    public IBooks Books { get; }

    public IDifferences Differences => new DifferenceStore(_database);

    public PaperExchanges Paper => _paper;

    public EngineClock Clock => _clock;

    public TestDatabase Database => _database;

    public PositionDesk Desk { get; private set; } = null!;

    public Reconciliation Reconciliation { get; private set; } = null!;

    public HandTrades Trades { get; private set; } = null!;

    public EntryGate Gate { get; private set; } = null!;

    public JournalThere Journal { get; } = new();

    /// <summary>The point at which this process dies, once.</summary>
    public string? DiesAt { get; set; }

    public LeaseProof? Proof { get; private set; }

    public static async Task<Floor> OpenAsync()
    {
        var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var wall = new FakeTimeProvider(Story.Now);
        var accounts = new TradingAccountsStore(database, new EngineClock(wall), new AuditPen(wall));
        var opened = await accounts.OpenPaperAsync(new UserId(Guid.CreateVersion7(Story.Now)), PriceSource.Simulated, default);
        await accounts.TurnTradingAsync(opened.Owner, opened.Id, on: true, default);
        var floor = new Floor(database, wall, (await accounts.FindAsync(opened.Owner, opened.Id, default))!);
        floor.Proof = await new JobLease(floor._database, floor.Wall).TryTakeAsync("engine", "test", TimeSpan.FromDays(1), default);
        await floor._paper.OpenAsync(floor.Account, default);
        floor.Price(1_000);
        return floor;
    }

    string IDatabaseState.Provider => "SQLite";

    string IDatabaseState.Location => "";

    bool IDatabaseState.FellBack => false;

    public IExchange For(TradingAccount account) => _line;

    public void Price(decimal bid) => Hub.PlaceAt(Story.Market, new Price(bid), new Price(bid + 1), new Quantity(1_000));

    /// <summary>New objects on the same database: what a restart leaves.</summary>
    public void Restart()
    {
        var sender = new OrderSender(Positions, this, this, _clock, Wall, NullLogger<OrderSender>.Instance);
        var resolver = new UnknownResolver(Positions, this, Books, sender, _clock, Wall);
        Desk = new PositionDesk(Positions, this, Hub, sender, resolver, Books, this, _clock, Wall, NullLogger<PositionDesk>.Instance);
        Gate = new EntryGate(Hub, this, this, Journal);
        var idle = new TradingEngine(Positions, Accounts, this, Hub, Desk, new GuardBook(_clock), this, new SystemStartup(), Wall, NullLogger<TradingEngine>.Instance);
        Trades = new HandTrades(Books, Positions, this, Desk, Journal);
        Reconciliation = new Reconciliation(Accounts, Positions, Books, Trades, this, Hub, Desk, idle, Gate, Journal, _clock, NullLogger<Reconciliation>.Instance, differences: Differences);
    }

    /// <summary>The desk of another process on the same database, which is not the engine.</summary>
    public PositionDesk DeskElsewhere() => DeskOf(Positions, new LeaseInHand());

    /// <summary>The engine around the desk, stepped by hand.</summary>
    public TradingEngine Engine() =>
        new(Positions, Accounts, this, Hub, Desk, new GuardBook(_clock), this, new SystemStartup(), Wall, NullLogger<TradingEngine>.Instance);

    public Task<TieOut?> ReconcileAsync() => Reconciliation.RunAsync(Account, default);

    public async Task<PositionId> EnterAsync(ExitPlan? plan = null, decimal quantity = 10, int minutesAgo = 5, MarketCode? market = null, TradingAccount? account = null)
    {
        var file = await PlanAsync(plan, quantity, minutesAgo, market, account);
        await Desk.EnterAsync(account ?? Account, file, Wall.GetTimestamp());
        return file.Position.Id;
    }

    /// <summary>A second pocket of the same person, at the same exchange account.</summary>
    public async Task<TradingAccount> OpenSecondAccountAsync()
    {
        var second = new TradingAccount(new AccountId(Guid.CreateVersion7(Story.Now)), Account.Owner, AccountKind.Upbit, Account.Source, Story.Now);
        await using var context = _database.CreateDbContext();
        context.Add(second);
        await context.SaveChangesAsync();
        return second;
    }

    /// <summary>An entry that is on disk and has not been sent.</summary>
    public async Task<PositionFile> PlanAsync(ExitPlan? plan = null, decimal quantity = 10, int minutesAgo = 5, MarketCode? market = null, TradingAccount? account = null)
    {
        var code = market ?? Story.Market;
        var key = new EntryKey((account ?? Account).Id, StrategyId.From("swing"), code, Story.Now.AddMinutes(-minutesAgo));
        var position = new Position(
            key, Account.Owner, Account.Kind, Account.Source, Reason.Of("Test"), _clock.GetUtcNow(), new Krw(20_000), plan ?? Story.Plain, new Percent(Story.FeeRate));
        var file = new PositionFile(position, null, [], []);
        file.Plan(Leg.Entry, id => OrderRequest.BuyNow(id, code, new Price(1_001), new Quantity(quantity)), Wall.GetUtcNow());
        await Positions.TryOpenAsync(Account.Owner, file, Proof, default);
        return file;
    }

    public async Task<PositionFile> FileAsync(PositionId position) => (await Positions.FindAsync(Account.Owner, position, default))!;

    /// <summary>The guard looks at the price that stands and sells what it says.</summary>
    public async Task<GuardTrigger?> GuardAsync(PositionId position)
    {
        var file = await FileAsync(position);
        var trigger = file.Guard!.See(GuardPrice.Of(Hub.Quote(Story.Market)!), _clock.GetUtcNow(), file.LiveOf(Leg.Target) is not null);
        if (trigger is not null) await Desk.ExitAsync(Account, position, trigger.Because, Reason.Of(trigger.Because.ToString()), trigger.IsWhole ? null : trigger.Quantity, Wall.GetUtcNow());
        return trigger;
    }

    /// <summary>Lets time pass as the due list would: the desk looks every half second.</summary>
    public async Task PassAsync(PositionId position, double seconds)
    {
        for (var passed = 0.0; passed < seconds; passed += 0.5)
        {
            Wall.Advance(TimeSpan.FromSeconds(0.5));
            await Desk.AdvanceAsync(Account, position);
        }
    }

    /// <summary>The comparison of ended orders, as it would run every five minutes.</summary>
    public OrderSync OrderSync() => new(
        new TradingAccountsStore(_database, _clock, new AuditPen(Wall)), Positions, new OrderSyncMarks(_database), this, Hub, Desk, _clock, NullLogger<OrderSync>.Instance);

    public Task PlaceByHandAsync(OrderRequest order) => _paper.PlaceByHandAsync(Account, order, default);

    /// <summary>Another process has become the engine.</summary>
    public void LoseLease() => Proof = null;

    /// <summary>This process sleeps so long that the lease runs out and another takes it. It does not know when it wakes up, and still believes that it is the engine.</summary>
    /// <returns>What the other proves.</returns>
    public async Task<LeaseProof> SleepAsync(TimeSpan length)
    {
        var leases = new JobLease(_database, Wall);
        await leases.ReleaseAsync(Proof!, default);
        var other = await leases.TryTakeAsync(EngineLease.Name, "other", TimeSpan.FromDays(1), default);
        Wall.Advance(length);
        return other!;
    }

    /// <summary>The journal with commit points of its own.</summary>
    public IPositionStore PositionsWith(ICrashPoints crashes) => new PositionStore(_database, new AuditPen(Wall), Wall, crashes, _clock);

    /// <summary>The desk of a process that holds, or believes that it holds, this lease.</summary>
    public PositionDesk DeskOf(IPositionStore positions, IEngineLease lease)
    {
        var sender = new OrderSender(positions, this, lease, _clock, Wall, NullLogger<OrderSender>.Instance);
        var resolver = new UnknownResolver(positions, this, Books, sender, _clock, Wall);
        return new PositionDesk(positions, this, Hub, sender, resolver, Books, lease, _clock, Wall, NullLogger<PositionDesk>.Instance);
    }

    /// <summary>Every order that the exchange has or had.</summary>
    public async Task<IReadOnlyList<ExchangeOrder>> OrdersAsync()
    {
        var exchange = _paper.For(Account);
        return [.. (await exchange.OpenOrdersAsync(default)).Value, .. (await exchange.ClosedOrdersAsync(Story.Now.AddYears(-1), default)).Value];
    }

    public Task<IReadOnlyList<AuditEntry>> AuditAsync() => new AuditTrail(_database).AboutAsync(Account.Owner, 50, default);

    public async Task<AccountBalances> BalancesAsync() => (await _paper.For(Account).BalancesAsync(default)).Value;

    public async ValueTask DisposeAsync()
    {
        _paper.Dispose();
        _venue.Dispose();
        await _database.DisposeAsync();
    }

    void ICrashPoints.At(string point)
    {
        if (point != DiesAt) return;
        DiesAt = null;
        throw new SimulatedCrashException(point);
    }

    Task<StorageTrouble> IDatabaseState.ProbeAsync(CancellationToken cancellationToken) => Task.FromResult(StorageTrouble.None);
}
