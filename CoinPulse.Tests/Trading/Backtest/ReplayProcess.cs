using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Frames;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Data;
using CoinPulse.Data.Accounts;
using CoinPulse.Tests.Exchanges.Keys;
using CoinPulse.Tests.Markets.Frames;
using CoinPulse.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CoinPulse.Tests.Trading.Backtest;

/// <summary>The product's services with a recording for a market, in a process of its own; only the lease is in the test's hand.</summary>
internal sealed class ReplayProcess : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly TestFolder _folder = new();
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<PriceEvent> _told = [];
    private Task _running = Task.CompletedTask;

    private ReplayProcess(TestDatabase database, string recording, MemoryMarket shared, LeaseInHand lease, double speed)
    {
        _database = database;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Storage:Directory"] = _folder.Path,
            ["ConnectionStrings:CoinPulse"] = database.ConnectionString,
            ["Market:Source"] = "Replay",
            ["Market:ReplayPath"] = recording,
            ["Market:Speed"] = speed.ToString(System.Globalization.CultureInfo.InvariantCulture),
        }).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddCoinPulseData(configuration);
        services.AddAccountStores();
        services.AddMarkets(configuration);
        services.AddPaperExchange(configuration);
        services.AddTrading();
        services.AddSingleton<IKeyVault>(new KeysInHand()).AddSingleton<IPockets>(new NoPockets());
        services.AddSingleton<IEngineLease>(lease);
        services.AddSingleton<IEngineSeat>(lease);
        services.AddSingleton<IMarketStateStore>(shared);
        services.AddSingleton<IMarketFrameStore>(shared);
        services.AddSingleton(EagerStrategy.Catalog);
        _services = services.BuildServiceProvider();
        Hub.Subscribe(change =>
        {
            lock (_told) _told.Add(change);
        });
        Get<SystemStartup>().Open();
    }

    public MarketHub Hub => Get<MarketHub>();

    public EngineClock Clock => Get<EngineClock>();

    public IReadOnlyList<PriceEvent> Told
    {
        get
        {
            lock (_told) return [.. _told];
        }
    }

    public static async Task<ReplayProcess> StartAsync(DatabaseKind kind, string recording, MemoryMarket shared, LeaseInHand lease, double speed)
    {
        var process = new ReplayProcess(await TestDatabase.CreateAsync(kind), recording, shared, lease, speed);
        if (lease.Proof is { } proof) await process.Get<IJobLease>().TryTakeAsync(proof.Name, proof.Holder, TimeSpan.FromDays(1), default);
        process._running = process.RunAsync();
        return process;
    }

    /// <summary>Somebody who trades the eager strategy from now on.</summary>
    public async Task<TradingAccount> TradeAsync(StrategySettings settings, RiskSettings risk)
    {
        var owner = new UserId(Guid.CreateVersion7(Recorded.Start));
        await Get<IAgreements>().AgreeAsync(owner, Enum.GetValues<AgreementDocument>(), Recorded.Start, null, default);
        var account = await Get<IPaperTrading>().OpenAsync(owner, default);
        var accounts = Get<ITradingAccounts>();
        await accounts.TurnTradingAsync(owner, account.Id, on: true, default);
        await accounts.SetRiskAsync(owner, account.Id, risk, default);
        await accounts.SetStrategyAsync(owner, new StrategySetup(account.Id, EagerStrategy.Name, SettingsJson.Write(settings), Armed: true, WaitsForPerson: false), default);
        return account;
    }

    public async Task<IReadOnlyList<Fill>> FillsAsync()
    {
        await using var context = _database.CreateDbContext();
        return await context.Set<Fill>().ToListAsync();
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ((IHostedService)Get<TradingEngine>()).StopAsync(default);
        await _services.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        var source = Get<IMarketSource>();
        await source.WarmUpAsync(Hub, _stopping.Token);
        Hub.Enter(FeedState.Live);
        await ((IHostedService)Get<TradingEngine>()).StartAsync(default);
        await source.RunAsync(Hub, _stopping.Token);
    }
}
