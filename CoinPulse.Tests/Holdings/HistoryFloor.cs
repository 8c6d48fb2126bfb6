using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Holdings;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Data.Holdings;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CoinPulse.Tests.Holdings;

/// <summary>The records of one pocket on a real database, beside an exchange that a test scripts. Time stands still until a test moves it.</summary>
internal sealed class HistoryFloor : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly EngineClock _clock;
    private readonly HandDrivenHub _hub;
    private readonly TradingAccountsStore _accounts;

    private HistoryFloor(TestDatabase database, TradingAccount account)
    {
        (_database, Account, Wall) = (database, account, new FakeTimeProvider(account.OpenedAt));
        _clock = new EngineClock(Wall);
        _hub = new HandDrivenHub(Wall, PriceSource.Upbit);
        _accounts = new TradingAccountsStore(database, _clock, new AuditPen(Wall));
        (Records, Marks) = (new OrderRecords(database), new HistoryMarks(database));
    }

    public FakeTimeProvider Wall { get; }

    public TradingAccount Account { get; }

    public ScriptedExchange Exchange { get; } = new();

    public OrderRecords Records { get; }

    public HistoryMarks Marks { get; }

    public HistoryNews News { get; } = new();

    public LeaseInHand Lease { get; } = new(1);

    /// <param name="kind">The database.</param>
    /// <param name="now">When the pocket is opened here; noon when a test does not care.</param>
    public static async Task<HistoryFloor> OpenAsync(DatabaseKind kind = DatabaseKind.Sqlite, DateTimeOffset? now = null)
    {
        var database = await TestDatabase.CreateAsync(kind);
        var account = new TradingAccount(Told.Account, Told.Owner, AccountKind.Upbit, PriceSource.Upbit, now ?? Told.Noon);
        await using var context = database.CreateDbContext();
        context.Add(account);
        await context.SaveChangesAsync();
        return new HistoryFloor(database, account);
    }

    /// <summary>A new one, as after a restart: what it knows is on disk.</summary>
    /// <param name="days">How far before the account's opening the past is read.</param>
    public HistorySync Sync(double days = 28, IExchangeDirectory? exchanges = null) =>
        new(_accounts, Records, Marks, exchanges ?? Exchange, _hub, _clock, News, Wall, NullLogger<HistorySync>.Instance) { ReadsBack = TimeSpan.FromDays(days) };

    public OrderRecorder Recorder() => new(_accounts, Records, Exchange, _hub, Lease, new SystemStartup(), News, Wall, NullLogger<OrderRecorder>.Instance);

    public async Task<IReadOnlyList<OrderLine>> LinesAsync() => (await Records.FindAsync(Told.Owner, Told.Account, new RecordQuery(Ascending: true, Take: 1_000), default)).Orders;

    public async Task<IEnumerable<string>> IdsAsync() => (await LinesAsync()).Select(line => line.Order.Id.Value);

    public async Task<HistoryMark> MarkAsync() => (await Marks.FindAsync(Told.Owner, Told.Account, default))!;

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
