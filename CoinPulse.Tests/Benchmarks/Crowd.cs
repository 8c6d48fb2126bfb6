using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Hub;
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
using CoinPulse.Core.Trading.Strategies.Swing;
using CoinPulse.Data;
using CoinPulse.Data.Accounts;
using CoinPulse.Data.Providers;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Exchanges.Keys;
using CoinPulse.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Tests.Benchmarks;

/// <summary>
/// The product's own services on a database of its own, with many accounts, positions and markets. Prices move only when they are told to; the engine's lease
/// is renewed and SQLite's log kept short beside, as in a running process.
/// </summary>
internal sealed class Crowd : IAsyncDisposable
{
    public const int Markets = 250;

    private const decimal BasePrice = 1_000;

    private static readonly TimeSpan FeedEvery = TimeSpan.FromSeconds(2);

    private readonly TestDatabase _database;
    private readonly TestFolder _folder = new();
    private readonly List<TradingAccount> _accounts = [];
    private readonly CancellationTokenSource _end = new();
    private Task _feed = Task.CompletedTask;
    private ServiceProvider _services;

    private Crowd(TestDatabase database, IExchangeDirectory? exchanges) => (_database, _services) = (database, Build(database, _folder, exchanges));

    /// <summary>SQLite always; PostgreSQL where a server is named.</summary>
    public static IEnumerable<DatabaseKind> Databases =>
        Environment.GetEnvironmentVariable("COINPULSE_TEST_POSTGRES") is { Length: > 0 } ? [DatabaseKind.Sqlite, DatabaseKind.PostgreSql] : [DatabaseKind.Sqlite];

    public MarketHub Hub => Get<MarketHub>();

    public EngineClock Clock => Get<EngineClock>();

    public IReadOnlyList<TradingAccount> Accounts => _accounts;

    public static MarketCode MarketAt(int number) => MarketCode.From($"KRW-M{number % Markets}");

    public static async Task<Crowd> GatherAsync(DatabaseKind kind, int accounts, int positionsEach, IExchangeDirectory? exchanges = null, int mostPositions = 8)
    {
        var crowd = new Crowd(await TestDatabase.CreateAsync(kind), exchanges);
        await crowd.FillAsync(accounts, positionsEach, mostPositions);
        await crowd.OpenAsync();
        return crowd;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A restarted process on the same database: new objects, nothing remembered.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        _services = Build(_database, _folder, null);
        await OpenAsync();
    }

    /// <summary>Shows a price in a market: one event, a book of ten levels around it.</summary>
    public void Price(MarketCode market, decimal bid) => Hub.Publish(PriceEvent(market, bid));

    public PriceEvent PriceEvent(MarketCode market, decimal bid)
    {
        var tick = KrwTicks.TickAt(new Price(bid));
        var now = Clock.GetUtcNow();
        var book = new OrderBook(
            market,
            [.. Enumerable.Range(0, 10).Select(level => new BookLevel(new Price(bid - level * tick), new Quantity(100_000)))],
            [.. Enumerable.Range(1, 10).Select(level => new BookLevel(new Price(bid + level * tick), new Quantity(100_000)))],
            now);
        return new PriceEvent(market, PriceEventKind.Trade, new Price(bid), new Quantity(1), book.BestBid, book.BestAsk, book, now, TimeProvider.System.GetTimestamp());
    }

    public void PriceEverywhere()
    {
        for (var market = 0; market < Markets; market++) Price(MarketAt(market), BasePrice);
    }

    /// <summary>Every account may buy from now on, and prices come as from a feed.</summary>
    public void OpenEntries()
    {
        foreach (var account in _accounts) Get<EntryGate>().Reconciled(account.Id, tiesOut: true);
        KeepPrices();
    }

    /// <summary>A pass over everyone, told as it ends: the first, in a cold process, is no part of a table.</summary>
    public async Task<CycleReport> PassAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        var report = await Get<TradingCycle>().RunAsync(default);
        Console.WriteLine($"// {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s: {report}");
        return report.Accounts == _accounts.Count && report.Failed == 0 ? report : throw new InvalidOperationException($"The cycle did not pass over everyone: {report}");
    }

    /// <summary>From now on every market shows its price again and again, so that no price is old.</summary>
    private void KeepPrices() => _feed = Task.Run(async () =>
    {
        using var timer = new PeriodicTimer(FeedEvery, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(_end.Token)) PriceEverywhere();
    });

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _feed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        await StopAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    private static ServiceProvider Build(TestDatabase database, TestFolder folder, IExchangeDirectory? exchanges)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Storage:Directory"] = folder.Path,
            ["ConnectionStrings:CoinPulse"] = database.ConnectionString,
            ["Market:Source"] = "Simulated",
        }).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddCoinPulseData(configuration);
        services.AddAccountStores();
        services.AddMarkets(configuration);
        if (exchanges is not null) services.AddSingleton(exchanges);
        services.AddPaperExchange(configuration);
        services.AddTrading();
        services.AddSingleton<IKeyVault>(new KeysInHand()).AddSingleton<IPockets>(new NoPockets());
        return services.BuildServiceProvider();
    }

    private async Task OpenAsync()
    {
        OpenHub();
        Get<SystemStartup>().Open();
        await Get<EngineLease>().RenewAsync(default);
        await Get<EngineLease>().StartAsync(default);
        await Get<SqliteCheckpoints>().StartAsync(default);
    }

    private async Task StopAsync()
    {
        await Get<TradingEngine>().SettleAsync();
        await Get<SqliteCheckpoints>().StopAsync(default);
        await Get<EngineLease>().StopAsync(default);
        await _services.DisposeAsync();
    }

    /// <summary>Thirty-five days of hours in every market, each a walk of its own, and a price now.</summary>
    private void OpenHub()
    {
        Hub.Open([.. Enumerable.Range(0, Markets).Select(number => new MarketInfo(MarketAt(number), $"마켓 {number}", $"Market {number}"))]);
        var end = CandleUnit.Hour1.OpenOf(Clock.GetUtcNow());
        for (var number = 0; number < Markets; number++)
        {
            foreach (var candle in Walk(number, end, hours: 35 * 24)) Hub.BoardOf(MarketAt(number))!.Add(candle, CandleUnit.Hour1);
        }

        Hub.CloseUntil(end);
        Hub.Enter(FeedState.Live);
        PriceEverywhere();
    }

    internal static IEnumerable<Candle> Walk(int seed, DateTimeOffset end, int hours)
    {
#pragma warning disable CA5394 // Prices, not secrets: the same seed makes the same walk.
        var chance = new Random(seed);
        var price = (double)BasePrice;
        for (var hour = hours; hour > 0; hour--)
        {
            var (open, high, low) = (price, price * (1 + chance.NextDouble() * 0.01), price * (1 - chance.NextDouble() * 0.01));
            price = low + (high - low) * chance.NextDouble();
            var volume = 1_000 + chance.NextDouble() * 9_000;
            yield return new Candle(end.AddHours(-hour), open, high, low, price, volume, volume * price);
        }
#pragma warning restore CA5394
    }

    private async Task FillAsync(int accounts, int positionsEach, int mostPositions)
    {
        var now = Clock.GetUtcNow();
        for (var number = 0; number < accounts; number++)
        {
            var account = new TradingAccount(new AccountId(Guid.CreateVersion7(now)), new UserId(Guid.CreateVersion7(now)), AccountKind.Paper, PriceSource.Simulated, now);
            account.TurnTrading(true, now);
            _accounts.Add(account);
        }

        foreach (var some in _accounts.Select((account, number) => (account, number)).Chunk(100))
        {
            await using var context = _database.CreateDbContext();
            foreach (var (account, number) in some)
            {
                AddAccount(context, account, number, mostPositions, now);
                for (var position = 0; position < positionsEach; position++) AddPosition(context, account, number * positionsEach + position, now);
            }

            await context.SaveChangesAsync();
        }
    }

    /// <summary>Armed, with one of twenty sets of settings, as people differ.</summary>
    private static void AddAccount(CoinPulseDbContext context, TradingAccount account, int number, int mostPositions, DateTimeOffset now)
    {
        var settings = new SwingSettings { MinScore = 50 + number % 20, MostPositions = mostPositions };
        context.Add(account);
        context.Add(new StrategyRow { Owner = account.Owner, Account = account.Id, Strategy = SwingStrategy.Name, Armed = true, SettingsJson = SettingsJson.Write(settings) });
        context.AddRange(Enum.GetValues<AgreementDocument>().Select(document => new AgreementAcceptance(account.Owner, document, AgreementVersions.Current(document), now, null)));
        context.AddRange(Ledger.Deposit(account.Owner, account.Id, TradingAccount.PaperCash, $"opening:{account.Id}", now));
        context.Add(new PaperAccount
        {
            Id = account.Id,
            Owner = account.Owner,
            Source = account.Source,
            OpenedAt = now,
            FreeCash = TradingAccount.PaperCash,
            LockedCash = Krw.Zero,
            NetDeposits = TradingAccount.PaperCash,
        });
    }

    /// <summary>Bought at the base price and guarded; the stops of one market stand apart, so that a falling price meets one after the other.</summary>
    private static void AddPosition(CoinPulseDbContext context, TradingAccount account, int number, DateTimeOffset now)
    {
        var market = MarketAt(number);
        var plan = new ExitPlan(Percent.Of(3 + number / Markets), Percent.Of(90), [new ExitTarget(Percent.Of(50), Percent.Of(100))], RestTarget: false, null, null, Percent.Zero, null);
        var entry = new EntryKey(account.Id, SwingStrategy.Name, market, now.AddHours(-2));
        var position = new Position(entry, account.Owner, account.Kind, account.Source, Reason.Of("Benchmark"), now, new Krw(20_000), plan, Percent.Of(0.05m));
        var file = new PositionFile(position, null, [], []);
        var intent = file.Plan(Leg.Entry, key => OrderRequest.BuyNow(key, market, new Price(BasePrice), new Quantity(10)), now);
        file.Send(intent.Key, now);
        file.Follow(Wire.Filled(intent.ToRequest(), new Price(BasePrice), now), now, now);
        context.Add(position);
        context.Add(file.Guard!);
        context.AddRange(file.NewIntents);
        context.AddRange(file.NewFills);
        context.AddRange(file.NewPostings);
    }
}
