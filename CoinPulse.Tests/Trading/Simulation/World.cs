using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Data.Exchanges;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using Microsoft.Extensions.Time.Testing;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>What outlives a process: the database, the exchange's own books, the market, the bad line, time. Everything random in it comes from one seed.</summary>
internal sealed class World
{
    public static readonly MarketCode[] Markets = [MarketCode.From("KRW-XRP"), MarketCode.From("KRW-ADA"), MarketCode.From("KRW-SOL")];

    private readonly InMemoryPaperStore? _memory;

    private World(TestDatabase database, LeaseProof proof, int seed, TradingAccount account, FakeTimeProvider wall)
    {
        (Database, Proof, Seed, Account, Wall) = (database, proof, seed, account, wall);
        Dice = new Random(seed);
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

    public TradingAccount Account { get; }

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
        var opened = await accounts.OpenPaperAsync(new UserId(Guid.CreateVersion7(Story.Now)), PriceSource.Simulated, default);
        await accounts.TurnTradingAsync(opened.Owner, opened.Id, on: true, default);
        var account = (await accounts.FindAsync(opened.Owner, opened.Id, default))!;
        var world = new World(database, proof, seed, account, wall);
        await accounts.SetRiskAsync(
            account.Owner,
            account.Id,
            new RiskSettings { DailyLossPercent = 0, Drawdown = 0, StopsInRow = 0, CoolDownHours = 0, MostSlippage = 5, PriceTolerance = 1 },
            default);
        await accounts.SetStrategyAsync(
            account.Owner, new StrategySetup(account.Id, EagerStrategy.Name, SettingsJson.Write(EagerSettings.Drawn(world.Dice)), Armed: true, WaitsForPerson: false), default);
        using var life = new Life(world);
        await life.Paper.OpenAsync(account, default);
        foreach (var market in Markets) world.Place(market, 1_000);
        return world;
    }

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

        public Task<IReadOnlyList<PaperAccount>> WithRestingOrdersForEveryoneAsync(PriceSource source, CancellationToken cancellationToken) =>
            books.WithRestingOrdersForEveryoneAsync(source, cancellationToken);
    }
}
