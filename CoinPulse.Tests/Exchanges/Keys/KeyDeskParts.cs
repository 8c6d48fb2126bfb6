using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Data.Exchanges.Keys;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CoinPulse.Tests.Exchanges.Keys;

/// <summary>The desk on the real vault, with an exchange and positions that are as a test says.</summary>
internal sealed class KeyDeskParts : IAsyncDisposable, IKeyHoldings
{
    public static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);
    public static readonly UserId Kim = new(new Guid(1, 1, 1, [1, 2, 3, 4, 5, 6, 7, 8]));
    public static readonly UserId Lee = new(new Guid(2, 1, 1, [1, 2, 3, 4, 5, 6, 7, 8]));
    public static readonly MarketCode Xrp = MarketCode.From("KRW-XRP");
    public static readonly ExchangeOrderId OurOrder = ExchangeOrderId.From("cdd92199-2897-4e14-9448-f923320408ad");

    private readonly TestDatabase _database;

    private KeyDeskParts(TestDatabase database)
    {
        _database = database;
        var pen = new AuditPen(Wall);
        Vault = new KeyVault(database, new EphemeralDataProtectionProvider(), new HostingEnvironment { EnvironmentName = Environments.Development }, pen, new EngineClock(Wall));
        Accounts = new TradingAccountsStore(database, new EngineClock(Wall), pen);
        Desk = new KeyDesk(Vault, Exchange, this, Options.Create(new ServerOptions { OutgoingAddresses = "203.0.113.7" }), new AuditTrail(database), pen, Wall);
    }

    public FakeTimeProvider Wall { get; } = new(Noon);

    public ToldExchange Exchange { get; } = new();

    public KeyVault Vault { get; }

    public TradingAccountsStore Accounts { get; }

    public KeyDesk Desk { get; }

    public PocketTraces Traces { get; set; } = PocketTraces.None;

    /// <summary>A position in XRP is open, bought with <see cref="OurOrder"/>.</summary>
    public static PocketTraces Holding => new(new Dictionary<MarketCode, Quantity> { [Xrp] = new Quantity(100) }, [OurOrder]);

    /// <summary>Nothing is open, and an order of an earlier trade is known.</summary>
    public static PocketTraces Remembering => new(new Dictionary<MarketCode, Quantity>(), [OurOrder]);

    public static async Task<KeyDeskParts> OnAsync(DatabaseKind kind = DatabaseKind.Sqlite) => new(await TestDatabase.CreateAsync(kind));

    public static ExchangeKey Key(string name) => new($"access-key-of-{name}-0123456789", $"secret-key-of-{name}-0123456789");

    public Task<Result<StoredKey>> PutAsync(ExchangeKey key, KeyWords? words = null, UserId? owner = null) => Desk.PutAsync(owner ?? Kim, key, words ?? new KeyWords(), "198.51.100.7", default);

    public async Task<string?> RefusalAsync(ExchangeKey key, KeyWords? words = null, UserId? owner = null) => (await PutAsync(key, words, owner)).Problems.SingleOrDefault()?.Code;

    public async Task<bool> HasAsync(ExchangeKey key) => (await Vault.OpenAsync(Kim, "check", default))?.Reveal() == key.Reveal();

    public async Task<TradingAccount> OpenBooksAsync() => (await Accounts.OpenLiveAsync(Kim, new AccountBalances(new Krw(1_000_000), Krw.Zero, []), Noon, default))!;

    public async Task<bool> AreBooksOpenAsync() => (await Accounts.OfAsync(Kim, default)).Any(account => account.Kind == AccountKind.Upbit);

    public async Task<IReadOnlyList<AuditEntry>> RecordAsync(string act)
    {
        await using var context = _database.CreateDbContext();
        return await context.Audit.Where(entry => entry.Act == act).OrderBy(entry => entry.Id).ToListAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    Task<PocketTraces> IKeyHoldings.TracesAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult(owner == Kim ? Traces : PocketTraces.None);
}

/// <summary>An exchange that says of each key what a test has told it to.</summary>
internal sealed class ToldExchange : IKeyProbe
{
    private readonly Dictionary<string, KeyFindings> _keys = [];
    private readonly HashSet<string> _finders = [];

    /// <summary>The access keys that were used, in order.</summary>
    public List<string> Used { get; } = [];

    /// <summary>What is said of an order to a key that does not find it.</summary>
    public KeyMay OtherwiseFinds { get; set; } = KeyMay.No;

    /// <summary>The person who asks has gone by then.</summary>
    public bool IsLeft { get; set; }

    /// <param name="account">Keys of one account at the exchange list each other.</param>
    /// <param name="finds">It opens the pocket of our order.</param>
    public ExchangeKey Issues(string name, string account = "kim", bool finds = false, decimal xrp = 0)
    {
        var key = KeyDeskParts.Key(name);
        Says(key, new KeyFindings(null, KeyMay.Yes, KeyMay.Yes, KeyMay.Yes, KeyMay.No, KeyDeskParts.Noon.AddDays(300))
        {
            Family = [key.Reveal().Access, $"first-key-of-account-{account}"],
            Coins = new Dictionary<Asset, Quantity> { [Asset.From("XRP")] = new Quantity(xrp) },
        });
        if (finds) _finders.Add(key.Reveal().Access);
        return key;
    }

    public void Says(ExchangeKey key, KeyFindings findings) => _keys[key.Reveal().Access] = findings;

    public void Says(ExchangeKey key, ExchangeFaultKind fault) => Says(key, KeyFindings.Closed(new ExchangeFault(fault, "told", "Told so.")));

    public Task<KeyFindings> ProbeAsync(ExchangeKey key, CancellationToken cancellationToken)
    {
        if (IsLeft) throw new OperationCanceledException();
        Used.Add(key.Reveal().Access);
        return Task.FromResult(_keys[key.Reveal().Access]);
    }

    public Task<KeyMay> FindsAsync(ExchangeKey key, ExchangeOrderId order, CancellationToken cancellationToken)
    {
        Used.Add(key.Reveal().Access);
        return Task.FromResult(order == KeyDeskParts.OurOrder && _finders.Contains(key.Reveal().Access) ? KeyMay.Yes : OtherwiseFinds);
    }
}
