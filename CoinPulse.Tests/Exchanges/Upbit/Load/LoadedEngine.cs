using System.Collections.Concurrent;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace CoinPulse.Tests.Exchanges.Upbit.Load;

/// <summary>The engine on a SQLite file and the real clock, with the adapter to Upbit as its exchange and prices moved by hand.</summary>
internal sealed class LoadedEngine : IExchangeDirectory, IEngineLease, IDatabaseState, IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly TestDatabase _database;
    private readonly ConcurrentDictionary<AccountId, IExchange> _exchanges = [];
    private readonly CancellationTokenSource _over = new();
    private readonly TradingEngine _engine;
    private readonly AuditPen _pen = new(TimeProvider.System);
    private readonly EngineClock _clock = new(TimeProvider.System);
    private readonly GuardBook _guards;
    private readonly PositionStore _positions;
    private readonly TradingAccountsStore _accounts;
    private Task _beating = Task.CompletedTask;

    private LoadedEngine(TestDatabase database)
    {
        _database = database;
        Hub = new HandDrivenHub(TimeProvider.System, PriceSource.Upbit);
        _accounts = new TradingAccountsStore(database, _clock, _pen);
        _positions = new PositionStore(database, _pen, TimeProvider.System, clock: _clock);
        var books = new BooksStore(database);
        var sender = new OrderSender(_positions, this, this, _clock, TimeProvider.System, NullLogger<OrderSender>.Instance);
        var resolver = new UnknownResolver(_positions, this, books, sender, _clock, TimeProvider.System);
        Desk = new PositionDesk(_positions, this, Hub, sender, resolver, books, this, _clock, TimeProvider.System, NullLogger<PositionDesk>.Instance);
        _guards = new GuardBook(_clock);
        _engine = new TradingEngine(_positions, _accounts, this, Hub, Desk, _guards, this, new SystemStartup(), TimeProvider.System, NullLogger<TradingEngine>.Instance);
        Hub.Subscribe(_guards.OnPrice, SubscriptionOrder.Guard);
        var journal = new JournalThere();
        var gate = new EntryGate(Hub, this, this, journal);
        Reconciliation = new Reconciliation(
            _accounts, _positions, books, new HandTrades(books, _positions, this, Desk, journal), this, Hub, Desk, _engine, gate, journal, _clock, NullLogger<Reconciliation>.Instance);
        Orders = new OrderSync(_accounts, _positions, new OrderSyncMarks(database), this, Hub, Desk, _clock, NullLogger<OrderSync>.Instance);
        Person = new TradingDesk(
            _accounts, _positions, new StopSwitchStore(database, _pen, TimeProvider.System), Desk, _guards, Hub, this, new AuditTrail(database), _pen, TimeProvider.System, NullLogger<TradingDesk>.Instance);
    }

    public HandDrivenHub Hub { get; }

    public PositionDesk Desk { get; }

    public TradingDesk Person { get; }

    public Reconciliation Reconciliation { get; }

    public OrderSync Orders { get; }

    public LeaseProof? Proof { get; private set; }

    string IDatabaseState.Provider => "SQLite";

    string IDatabaseState.Location => "";

    bool IDatabaseState.FellBack => false;

    public static async Task<LoadedEngine> StartAsync()
    {
        var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var engine = new LoadedEngine(database) { Proof = await new JobLease(database, TimeProvider.System).TryTakeAsync("engine", "load", TimeSpan.FromDays(1), default) };
        engine._beating = engine.BeatAsync();
        return engine;
    }

    public IExchange For(TradingAccount account) => _exchanges[account.Id];

    /// <summary>Opens a pocket with what the fake's books begin with.</summary>
    public async Task<TradingAccount> OpenAsync(IExchange exchange, Krw cash, DateTimeOffset at)
    {
        var account = new TradingAccount(new AccountId(Guid.CreateVersion7(at)), new UserId(Guid.CreateVersion7(at)), AccountKind.Upbit, PriceSource.Upbit, at);
        await using var context = _database.CreateDbContext();
        context.Add(account);
        context.AddRange(Ledger.Deposit(account.Owner, account.Id, cash, $"opening:{account.Id}", at));
        await context.SaveChangesAsync();
        _exchanges[account.Id] = exchange;
        return account;
    }

    /// <summary>Buys in one market, as a decision of this moment would.</summary>
    public async Task EnterAsync(TradingAccount account, MarketCode market, Price worst, Quantity quantity, DateTimeOffset candle)
    {
        var key = new EntryKey(account.Id, StrategyId.From("swing"), market, candle);
        var position = new Position(
            key, account.Owner, account.Kind, account.Source, Reason.Of("Load"), TimeProvider.System.GetUtcNow(), worst * quantity, Story.Plain, new Percent(Story.FeeRate));
        var file = new PositionFile(position, null, [], []);
        file.Plan(Leg.Entry, id => OrderRequest.BuyNow(id, market, worst, quantity), TimeProvider.System.GetUtcNow());
        await _positions.TryOpenAsync(account.Owner, file, Proof, default);
        await Desk.EnterAsync(account, file, TimeProvider.System.GetTimestamp());
    }

    public Task<IReadOnlyList<PositionFile>> LiveAsync(TradingAccount account) => _positions.LiveAsync(account.Owner, account.Id, default);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _engine.SettleAsync();
        _engine.Dispose();
        _over.Dispose();
        await _database.DisposeAsync();
    }

    Task<StorageTrouble> IDatabaseState.ProbeAsync(CancellationToken cancellationToken) => Task.FromResult(StorageTrouble.None);

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(Beat, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(_over.Token)) _engine.LookAtWhatIsDue();
    }
}
