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
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CoinPulse.Tests.Trading.Cycle;

/// <summary>The real desk on a real database and the paper exchange, with a bad line between them. The book is 1,000 / 1,001 and deep.</summary>
internal sealed class Floor : IExchangeDirectory, IEngineLease, IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly PaperVenue _venue;
    private readonly PaperExchanges _paper;
    private readonly FaultyExchange _line;
    private readonly EngineClock _clock;

    private Floor(TestDatabase database)
    {
        _database = database;
        _clock = new EngineClock(Wall);
        Hub = new HandDrivenHub(Wall);
        _venue = new PaperVenue(Hub, Wall, stepsByHand: true);
        _paper = new PaperExchanges(_venue, new InMemoryPaperStore(), _clock, new NoCrash(), NullLogger<PaperExchanges>.Instance);
        _line = new FaultyExchange(_paper.For(Account), Faults, Wall);
        Positions = new PositionStore(database, new CoinPulse.Core.Operations.AuditPen(Wall), Wall);
        Desk = NewDesk();
    }

    public FakeTimeProvider Wall { get; } = new(Story.Now);

    public ExchangeFaultPlan Faults { get; } = new();

    public HandDrivenHub Hub { get; }

    public TradingAccount Account { get; } =
        new(new AccountId(Guid.CreateVersion7(Story.Now)), new UserId(Guid.CreateVersion7(Story.Now)), AccountKind.Paper, PriceSource.Simulated, Story.Now);

    public PositionStore Positions { get; }

    public PositionDesk Desk { get; private set; }

    public LeaseProof? Proof { get; private set; }

    public static async Task<Floor> OpenAsync()
    {
        var floor = new Floor(await TestDatabase.CreateAsync(DatabaseKind.Sqlite));
        floor.Proof = await new JobLease(floor._database, floor.Wall).TryTakeAsync("engine", "test", TimeSpan.FromHours(1), default);
        await floor._paper.OpenAsync(floor.Account, default);
        floor.Price(1_000);
        return floor;
    }

    public IExchange For(TradingAccount account) => _line;

    public void Price(decimal bid) => Hub.PlaceAt(Story.Market, new Price(bid), new Price(bid + 1), new Quantity(1_000));

    /// <summary>New objects on the same database: what a restart leaves.</summary>
    public void Restart() => Desk = NewDesk();

    public async Task<PositionId> EnterAsync(ExitPlan? plan = null, decimal quantity = 10)
    {
        var key = new EntryKey(Account.Id, StrategyId.From("swing"), Story.Market, Story.Now.AddMinutes(-5));
        var position = new Position(
            key, Account.Owner, Account.Kind, Account.Source, Reason.Of("Test"), _clock.GetUtcNow(), new Krw(20_000), plan ?? Story.Plain, new Percent(Story.FeeRate));
        var file = new PositionFile(position, null, [], []);
        file.Plan(Leg.Entry, id => OrderRequest.BuyNow(id, Story.Market, new Price(1_001), new Quantity(quantity)), Wall.GetUtcNow());
        await Positions.TryOpenAsync(Account.Owner, file, Proof, default);
        await Desk.EnterAsync(Account, file, Wall.GetTimestamp());
        return position.Id;
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

    public async Task<AccountBalances> BalancesAsync() => (await _paper.For(Account).BalancesAsync(default)).Value;

    public async ValueTask DisposeAsync()
    {
        _paper.Dispose();
        _venue.Dispose();
        await _database.DisposeAsync();
    }

    private PositionDesk NewDesk()
    {
        var sender = new OrderSender(Positions, this, this, _clock, Wall, NullLogger<OrderSender>.Instance);
        var books = new BooksStore(_database);
        var resolver = new UnknownResolver(Positions, this, books, sender, _clock, Wall);
        return new PositionDesk(Positions, this, Hub, sender, resolver, books, this, _clock, Wall, NullLogger<PositionDesk>.Instance);
    }

    private sealed class NoCrash : ICrashPoints
    {
        public void At(string point)
        {
        }
    }
}
