using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Data.Exchanges;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using CoinPulse.Tests.Trading.Reserve;
using Microsoft.Extensions.Time.Testing;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>What outlives a process: the database, the exchange's own books, the market, the bad line, time. Everything random in it comes from one seed.</summary>
internal sealed class World : IDisposable
{
    public static readonly MarketCode[] Markets = [MarketCode.From("KRW-XRP"), MarketCode.From("KRW-ADA"), MarketCode.From("KRW-SOL")];

    private readonly InMemoryPaperStore? _memory;

    private World(TestDatabase database, LeaseProof proof, int seed, IReadOnlyList<TradingAccount> accounts, FakeTimeProvider wall)
    {
        (Database, Proof, Seed, Accounts, Wall) = (database, proof, seed, accounts, wall);
        Dice = new Random(seed);
        Storage = new GoneDatabase(database);
        if (HasBadDays) Folder = new TestFolder();
        Clock = new EngineClock(wall);
        Hub = new HandDrivenHub(wall);
        Faults = new ExchangeFaultPlan(seed, new ExchangeFaultRates(0.07, 0.07, 0.05, 0.03, 0.15, 0.1, 0.15));

        // One story in four keeps the exchange's books in the database too; the others are told faster.
        if (seed % 4 != 0) _memory = new InMemoryPaperStore();
    }

    public TestDatabase Database { get; }

    public LeaseProof Proof { get; }

    public int Seed { get; }

    public Random Dice { get; }

    /// <summary>All of one person; a second one in one story of three.</summary>
    public IReadOnlyList<TradingAccount> Accounts { get; }

    public UserId Owner => Accounts[0].Owner;

    /// <summary>The database as the product reaches it, which can be gone. One story in four has days like that.</summary>
    public GoneDatabase Storage { get; }

    public bool HasBadDays => Seed % 4 == 1;

    /// <summary>Where the reserve lies; only a story with bad days has it on disk.</summary>
    public TestFolder? Folder { get; }

    public FakeTimeProvider Wall { get; }

    public EngineClock Clock { get; }

    public HandDrivenHub Hub { get; }

    public ExchangeFaultPlan Faults { get; }

    /// <summary>What happened, for the message of a failed run.</summary>
    public List<string> Log { get; } = [];

    public static async Task<LeaseProof> LeaseOnAsync(TestDatabase database) =>
        (await new JobLease(database, new FakeTimeProvider(Story.Now)).TryTakeAsync("engine", "simulation", TimeSpan.FromDays(365), default))!;

    public static async Task<World> OpenAsync(TestDatabase database, LeaseProof proof, int seed)
    {
        var wall = new FakeTimeProvider(Story.Now);
        var accounts = new TradingAccountsStore(database, new EngineClock(wall), new AuditPen(wall));
        var dice = new Random(seed);
        var first = await accounts.OpenPaperAsync(new UserId(Guid.CreateVersion7(Story.Now)), PriceSource.Simulated, default);
        List<TradingAccount> opened = seed % 3 == 0 ? [first, await OpenSecondAsync(database, first)] : [first];
        foreach (var account in opened)
        {
            await accounts.TurnTradingAsync(account.Owner, account.Id, on: true, default);
            await accounts.SetRiskAsync(
                account.Owner,
                account.Id,
                new RiskSettings { DailyLossPercent = 0, Drawdown = 0, StopsInRow = 0, CoolDownHours = 0, MostSlippage = 5, PriceTolerance = 1 },
                default);
            await accounts.SetStrategyAsync(
                account.Owner, new StrategySetup(account.Id, EagerStrategy.Name, SettingsJson.Write(EagerSettings.Drawn(dice)), Armed: true, WaitsForPerson: false), default);
        }

        var world = new World(database, proof, seed, await accounts.OfAsync(first.Owner, default), wall);
        using var life = new Life(world);
        foreach (var account in world.Accounts) await life.Paper.OpenAsync(AtExchange(account), default);
        foreach (var market in Markets) world.Place(market, 1_000);
        return world;
    }

    private static async Task<TradingAccount> OpenSecondAsync(TestDatabase database, TradingAccount first)
    {
        // The product opens one paper account a source; a second pocket stands beside it.
        var second = new TradingAccount(new AccountId(Guid.CreateVersion7(Story.Now)), first.Owner, AccountKind.Upbit, first.Source, Story.Now);
        await using var context = database.CreateDbContext();
        context.Add(second);
        context.AddRange(Ledger.Deposit(second.Owner, second.Id, TradingAccount.PaperCash, $"opening:{second.Id}", Story.Now));
        await context.SaveChangesAsync();
        return second;
    }

    /// <summary>The account as the paper exchange knows it: every pocket is one of its accounts.</summary>
    public static TradingAccount AtExchange(TradingAccount account) => new(account.Id, account.Owner, AccountKind.Paper, account.Source, account.OpenedAt);

    public void Dispose() => Folder?.Dispose();

    public IPaperStore PaperBooks(ICrashPoints crashes) => _memory is { } memory ? new MortalPaperStore(memory, crashes) : new PaperStore(Database, crashes, TimeProvider.System);

    /// <summary>A book of random depth around a price, and a print there.</summary>
    public void Place(MarketCode market, decimal bid)
    {
        var price = decimal.Clamp(decimal.Round(bid), 120, 4_900);
        decimal[] depths = [2, 15, 60, 400, 5_000];
        Hub.PlaceAt(market, new Price(price), new Price(price + 1), new Quantity(depths[Dice.Next(depths.Length)]));
    }

    public void Note(string what) => Log.Add($"{Clock.GetUtcNow():HH:mm:ss.f} {what}");

    /// <summary>The same books behind the crash points of a new process.</summary>
    private sealed class MortalPaperStore(InMemoryPaperStore books, ICrashPoints crashes) : IPaperStore
    {
        public Task OpenAsync(UserId owner, PaperAccount account, CancellationToken cancellationToken) => books.OpenAsync(owner, account, cancellationToken);

        public Task<PaperState?> LoadAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => books.LoadAsync(owner, account, cancellationToken);

        public Task<int?> VersionAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => books.VersionAsync(owner, account, cancellationToken);

        public async Task<PaperCommit> CommitAsync(UserId owner, PaperChange change, LeaseProof? engine, CancellationToken cancellationToken)
        {
            crashes.At(PaperCrashPoint.BeforeCommit);
            var result = await books.CommitAsync(owner, change, engine, cancellationToken);
            crashes.At(PaperCrashPoint.AfterCommit);
            return result;
        }

        public Task<PaperOrder?> FindAsync(UserId owner, AccountId account, Core.Exchanges.ClientOrderId key, CancellationToken cancellationToken) =>
            books.FindAsync(owner, account, key, cancellationToken);

        public Task<IReadOnlyList<PaperOrder>> ClosedSinceAsync(UserId owner, AccountId account, DateTimeOffset since, CancellationToken cancellationToken) =>
            books.ClosedSinceAsync(owner, account, since, cancellationToken);

        public Task<IReadOnlyList<PaperOrder>> EndedAsync(UserId owner, AccountId account, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
            books.EndedAsync(owner, account, from, to, cancellationToken);

        public Task<PaperOrder?> FindAsync(UserId owner, AccountId account, Core.Exchanges.ExchangeOrderId id, CancellationToken cancellationToken) =>
            books.FindAsync(owner, account, id, cancellationToken);

        public Task<IReadOnlyList<PaperTransfer>> TransfersAsync(UserId owner, AccountId account, DateTimeOffset since, CancellationToken cancellationToken) =>
            books.TransfersAsync(owner, account, since, cancellationToken);

        public Task<IReadOnlyList<PaperAccount>> WithRestingOrdersForEveryoneAsync(PriceSource source, CancellationToken cancellationToken) =>
            books.WithRestingOrdersForEveryoneAsync(source, cancellationToken);
    }
}
