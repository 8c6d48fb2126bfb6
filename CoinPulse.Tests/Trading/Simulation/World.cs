using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using CoinPulse.Tests.Trading.Reserve;
using Microsoft.Extensions.Time.Testing;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>What outlives a process: the database, the exchange, the market, time. Everything random in it comes from one seed.</summary>
internal sealed class World : IDisposable
{
    public static readonly MarketCode[] Markets = [MarketCode.From("KRW-XRP"), MarketCode.From("KRW-ADA"), MarketCode.From("KRW-SOL")];

    private const int Levels = 5;

    private readonly Dictionary<MarketCode, (DateTimeOffset SaidAt, bool IsNear)> _ends = [];

    private World(TestDatabase database, LeaseProof proof, int seed, IReadOnlyList<TradingAccount> accounts, StoryTime wall, Venue venue, Flaw? flaw)
    {
        (Database, Proof, Seed, Accounts, Wall, Flaw) = (database, proof, seed, accounts, wall, flaw ?? new Flaw("none"));
        Dice = new Random(seed);
        Storage = new GoneDatabase(database);
        if (HasBadDays) Folder = new TestFolder();
        Clock = new EngineClock(wall);
        Hub = new HandDrivenHub(wall);
        Exchange = venue == Venue.Upbit ? new PretendUpbit(this) : new PretendPaper(this);
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

    /// <summary>What the person moved by hand stays moved, and they explain it in the end; in the other stories it is put back.</summary>
    public bool ExplainsMoves => Seed % 3 == 1;

    /// <summary>Where the reserve lies; only a story with bad days has it on disk.</summary>
    public TestFolder? Folder { get; }

    public StoryTime Wall { get; }

    public EngineClock Clock { get; }

    public HandDrivenHub Hub { get; }

    /// <summary>What is broken on purpose in every process of this world.</summary>
    public Flaw Flaw { get; }

    /// <summary>What happened how often.</summary>
    public Tally Tally { get; } = new();

    public IPretendExchange Exchange { get; }

    /// <summary>What happened, for the message of a failed run.</summary>
    public List<string> Log { get; } = [];

    /// <summary>What everybody can see of the markets now.</summary>
    public IReadOnlyDictionary<string, MarketFacts> Facts => Markets.ToDictionary(
        market => market.Value,
        market => new MarketFacts(Hub.Quote(market)!.Bid!.Value.Value, _ends.TryGetValue(market, out var end) ? end.SaidAt : null, end.IsNear));

    public bool AnEndIsSaid => _ends.Count > 0;

    public static async Task<LeaseProof> LeaseOnAsync(TestDatabase database) =>
        (await new JobLease(database, new FakeTimeProvider(Story.Now)).TryTakeAsync("engine", "simulation", TimeSpan.FromDays(365), default))!;

    public static async Task<World> OpenAsync(TestDatabase database, LeaseProof proof, int seed, Venue venue, EagerSettings? settings = null, Flaw? flaw = null)
    {
        var wall = new StoryTime(Story.Now);
        var accounts = new TradingAccountsStore(database, new EngineClock(wall), new AuditPen(wall));
        var dice = new Random(seed);
        var ids = new Random(~seed);
        var owner = new UserId(IdFrom(ids));
        List<TradingAccount> opened = [await OpenAsync(database, owner, AccountKind.Paper, ids)];

        // The product opens one paper account a source; a second pocket stands beside it.
        if (seed % 3 == 0) opened.Add(await OpenAsync(database, owner, AccountKind.Upbit, ids));
        foreach (var account in opened)
        {
            await accounts.SetRiskAsync(
                account.Owner,
                account.Id,
                new RiskSettings { DailyLossPercent = 0, Drawdown = 0, StopsInRow = 0, CoolDownHours = 0, MostSlippage = 5, PriceTolerance = 1 },
                default);
            await accounts.SetStrategyAsync(
                account.Owner, new StrategySetup(account.Id, EagerStrategy.Name, SettingsJson.Write(settings ?? EagerSettings.Drawn(dice)), Armed: true, WaitsForPerson: false), default);
        }

        var world = new World(database, proof, seed, await accounts.OfAsync(owner, default), wall, venue, flaw);
        foreach (var account in world.Accounts) await world.Exchange.OpenAsync(account);
        foreach (var market in Markets) world.Place(market, 1_000);
        return world;
    }

    /// <summary>Under an id of the seed's: what is otherwise alike is told in the order of ids.</summary>
    private static async Task<TradingAccount> OpenAsync(TestDatabase database, UserId owner, AccountKind kind, Random ids)
    {
        var account = new TradingAccount(new AccountId(IdFrom(ids)), owner, kind, PriceSource.Simulated, Story.Now);
        account.TurnTrading(true, Story.Now);
        await using var context = database.CreateDbContext();
        context.Add(account);
        context.AddRange(Ledger.Deposit(owner, account.Id, TradingAccount.PaperCash, $"opening:{account.Id}", Story.Now));
        await context.SaveChangesAsync();
        return account;
    }

    private static Guid IdFrom(Random ids)
    {
        var bytes = new byte[16];
        ids.NextBytes(bytes);
        return new Guid(bytes);
    }

    public void Dispose() => Folder?.Dispose();

    /// <summary>A book of random depth around a price, and a print there.</summary>
    public void Place(MarketCode market, decimal bid)
    {
        var price = decimal.Clamp(decimal.Round(bid), 120, 4_900);
        decimal[] depths = [2, 15, 60, 400, 5_000];
        PlaceAt(market, new Price(price), new Quantity(depths[Dice.Next(depths.Length)]));
    }

    /// <summary>A book one won wide, at the exchange first and then where it is heard of.</summary>
    public void PlaceAt(MarketCode market, Price bid, Quantity depth)
    {
        var ask = new Price(bid.Value + 1);
        Exchange.Place(market, bid, ask, depth, Levels);
        Hub.PlaceAt(market, bid, ask, depth, Levels);
    }

    /// <summary>Every market says its price once more: none is silent for ever.</summary>
    public void SayPrices()
    {
        foreach (var market in Markets) PlaceAt(market, Hub.Quote(market)!.Bid!.Value, new Quantity(5_000));
    }

    public void Halt(MarketCode market, bool halted)
    {
        if (halted) Tally.Count(Trouble.Halt);
        Exchange.Halt(market, halted);
        Hub.Halt(market, halted);
    }

    /// <summary>The exchange announces, once, that a market will end: so soon that it is left at once, or in a month.</summary>
    public string AnnounceEnd(MarketCode market, bool isNear)
    {
        if (_ends.ContainsKey(market)) return $"the end of {market} is announced again";
        _ends[market] = (Clock.GetUtcNow(), isNear);
        Hub.SetMarket(Hub.Find(market)! with { DelistedOn = Kst.DayOf(Clock.GetUtcNow()).AddDays(isNear ? 2 : 30) });
        Tally.Count(Trouble.EndAnnounced);
        return $"the end of {market} is announced, {(isNear ? "near" : "far")}";
    }

    public void Note(string what) => Log.Add($"{Clock.GetUtcNow():HH:mm:ss.f} {what}");
}

/// <summary>Where a story is told.</summary>
internal enum Venue
{
    /// <summary>The product's own paper exchange.</summary>
    Paper,

    /// <summary>The product's adapter to Upbit, and a fake Upbit at its other end.</summary>
    Upbit,
}
