using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Data.Exchanges;
using CoinPulse.Tests.Exchanges.Contract;
using CoinPulse.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CoinPulse.Tests.Exchanges.Paper;

/// <summary>A paper exchange that is stepped by hand, on any store. Made new, it stands on the same books: that is a restart.</summary>
internal sealed class PaperHarness : IExchangeHarness
{
    private readonly Func<ICrashPoints, IPaperStore> _books;
    private PaperExchanges _exchanges = null!;
    private FaultyExchange _line = null!;

    private PaperHarness(Func<ICrashPoints, IPaperStore> books, TestDatabase? database)
    {
        (_books, Database) = (books, database);
        Clock = new FakeTimeProvider(new DateTimeOffset(2026, 4, 1, 3, 0, 0, TimeSpan.Zero));
        EngineClock = new EngineClock(Clock);
        Hub = new HandDrivenHub(Clock);
        Account = NewAccount();
    }

    public FakeTimeProvider Clock { get; }

    public EngineClock EngineClock { get; }

    public HandDrivenHub Hub { get; }

    public TradingAccount Account { get; }

    public ICrashPoints Crashes { get; set; } = new NoCrashPoints();

    public PaperVenue Venue { get; private set; } = null!;

    public PaperExchange Paper => _exchanges.For(Account);

    public IPaperAccounts Accounts => _exchanges;

    public IPaperStore Store { get; private set; } = null!;

    /// <summary>Null in memory.</summary>
    public TestDatabase? Database { get; }

    /// <summary>Of this process; null where no other can be. Taken up at the next restart.</summary>
    public IEngineLease? Lease { get; set; }

    public IExchange Exchange => _line;

    public ExchangeFaultPlan Line { get; } = new();

    public DateTimeOffset Now => EngineClock.GetUtcNow();

    public static Task<PaperHarness> InMemoryAsync()
    {
        var store = new InMemoryPaperStore();
        return StartAsync(_ => store, null);
    }

    public static async Task<PaperHarness> OnAsync(DatabaseKind kind)
    {
        var database = await TestDatabase.CreateAsync(kind);
        return await StartAsync(crashes => new PaperStore(database.Contexts, crashes, TimeProvider.System), database);
    }

    public static TradingAccount NewAccount(int number = 1) => new(
        new AccountId(new Guid(number, 1, 1, [1, 2, 3, 4, 5, 6, 7, 8])),
        new UserId(new Guid(number, 2, 2, [1, 2, 3, 4, 5, 6, 7, 8])),
        AccountKind.Paper,
        PriceSource.Simulated,
        new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero));

    public async Task ShowBookAsync(MarketCode market, IReadOnlyList<BookLevel> bids, IReadOnlyList<BookLevel> asks)
    {
        Hub.ShowBook(market, bids, asks);
        await Venue.PumpAsync();
    }

    public async Task PrintAsync(MarketCode market, Price price, Quantity traded)
    {
        Hub.Print(market, price, traded);
        await Venue.PumpAsync();
    }

    public Task HaltAsync(MarketCode market, bool halted = true)
    {
        Hub.Halt(market, halted);
        return Task.CompletedTask;
    }

    public Task GiveCoinsAsync(Asset coin, Quantity amount) => _exchanges.DepositAsync(Account, coin, amount, default);

    public async Task<ExchangeOrder> PlaceByHandAsync(OrderRequest order) => (await _exchanges.PlaceByHandAsync(Account, order, default)).Value;

    public Task ReleaseEventsAsync()
    {
        _line.ReleaseEvents();
        return Task.CompletedTask;
    }

    public async Task RestartAsync()
    {
        Venue?.Dispose();
        _exchanges?.Dispose();
        Venue = new PaperVenue(Hub, Clock, stepsByHand: true);
        Store = _books(Crashes);
        _exchanges = new PaperExchanges(Venue, Store, EngineClock, Crashes, NullLogger<PaperExchanges>.Instance, Lease);
        _line = new FaultyExchange(_exchanges.For(Account), Line, Clock);
        await _exchanges.ResumeForEveryoneAsync(default);
    }

    public async ValueTask DisposeAsync()
    {
        Venue.Dispose();
        _exchanges.Dispose();
        if (Database is not null) await Database.DisposeAsync();
    }

    private static async Task<PaperHarness> StartAsync(Func<ICrashPoints, IPaperStore> books, TestDatabase? database)
    {
        var harness = new PaperHarness(books, database);
        await harness.RestartAsync();
        await harness.Accounts.OpenAsync(harness.Account, default);
        return harness;
    }
}
