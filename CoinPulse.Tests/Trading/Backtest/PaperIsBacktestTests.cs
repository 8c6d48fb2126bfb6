using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Backtest;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Data;
using CoinPulse.Data.Accounts;
using CoinPulse.Tests.Exchanges.Keys;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CoinPulse.Tests.Trading.Backtest;

/// <summary>The same candles through the running product, on its database, and through a backtest.</summary>
public sealed class PaperIsBacktestTests
{
    [Theory, EveryDatabase]
    public async Task The_same_candles_make_the_same_decisions_and_the_same_fills(DatabaseKind kind)
    {
        var settings = EagerStrategy.Plain with { StopLoss = 1, Emergency = 2, Target1 = 1, AmountPerEntry = 300_000, MostPositions = 3, RestTarget = true, TrailFrom = 0.6m, TrailBy = 0.5m };
        var request = Recorded.Request(settings, [.. Enumerable.Range(1, 4).Select(seed => Recorded.Walk($"C{seed}", seed, minutes: 45))]);
        await using var live = await LiveEngine.OpenAsync(kind, request);

        await live.PlayAsync();
        var backtest = await BacktestRunner.RunAsync(request with { Account = live.Account }, EagerStrategy.Catalog, default);

        backtest.Fills.Should().HaveCountGreaterThan(10);
        (await live.FillsAsync()).Should().Equal(BacktestRunnerTests.Told(backtest));
        (await live.DecisionsAsync()).Should().BeEquivalentTo(backtest.Decisions.Select(LiveEngine.Told));
    }

    /// <summary>The product's services on a database of their own; only the lease, the clock and the prices are in the test's hand.</summary>
    private sealed class LiveEngine : IPlayedMarket, IEngineLease, IAsyncDisposable
    {
        private readonly TestDatabase _database;
        private readonly TestFolder _folder = new();
        private readonly BacktestRequest _request;
        private readonly BacktestTime _time = new(Recorded.Start);
        private readonly ServiceProvider _services;

        private LiveEngine(TestDatabase database, BacktestRequest request)
        {
            (_database, _request) = (database, request);
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Storage:Directory"] = _folder.Path,
                ["ConnectionStrings:CoinPulse"] = database.ConnectionString,
                ["Market:Source"] = "Simulated",
            }).Build();
            var services = new ServiceCollection();
            services.AddSingleton<TimeProvider>(_time);
            services.AddLogging();
            services.AddCoinPulseData(configuration);
            services.AddAccountStores();
            services.AddMarkets(configuration);
            services.AddPaperExchange(configuration);
            services.AddTrading();
            services.AddSingleton<IKeyVault>(new KeysInHand()).AddSingleton<IPockets>(new NoPockets());
            services.AddSingleton(provider => new PaperVenue(provider.GetRequiredService<IMarketHub>(), _time, stepsByHand: true));
            services.AddSingleton<IEngineLease>(this);
            services.AddSingleton(EagerStrategy.Catalog);
            _services = services.BuildServiceProvider();
        }

        public LeaseProof? Proof { get; private set; }

        public TradingAccount Account { get; private set; } = null!;

        public static async Task<LiveEngine> OpenAsync(DatabaseKind kind, BacktestRequest request)
        {
            var live = new LiveEngine(await TestDatabase.CreateAsync(kind), request);
            await live.OpenAsync();
            return live;
        }

        public static string Told(Decision decision) => $"{decision.FirstAt:O} {decision.LastAt:O} {decision.Market} {decision.Kind} {decision.Opinion} {decision.Why} {decision.Count}";

        public async Task PlayAsync()
        {
            using var prices = Get<MarketHub>().Subscribe(Get<GuardBook>().OnPrice, SubscriptionOrder.Guard);
            var player = new CandlePlayer(Get<MarketHub>(), Get<GuardBook>(), this, _time, _time);
            foreach (var step in CandleStep.Of(_request.Candles.Select(batch => (batch.Market, batch.Candles)))) await player.PlayAsync(step, CandleUnit.Minute1, default);
        }

        public async Task<IReadOnlyList<string>> FillsAsync()
        {
            await using var context = _database.CreateDbContext();
            var fills = await context.Set<Fill>().ToListAsync();
            return [.. fills.OrderBy(fill => fill.At).ThenBy(OrderOf).ThenBy(TradeOf).Select(fill =>
                $"{fill.At:O} {fill.Market} {fill.Side} {fill.Price} {fill.Quantity} {fill.Funds} {fill.Fee}")];
        }

        public async Task<IReadOnlyList<string>> DecisionsAsync() =>
            [.. (await Get<IDecisionLog>().NewestAsync(Account.Owner, Account.Id, int.MaxValue, default)).Select(Told)];

        public Task AdvanceToAsync(DateTimeOffset moment, CancellationToken cancellationToken)
        {
            _time.AdvanceTo(moment);
            Get<TradingEngine>().LookAtWhatIsDue();
            return Task.CompletedTask;
        }

        public async Task SettleAsync()
        {
            await Get<PaperVenue>().PumpAsync();
            await Get<TradingEngine>().SettleAsync();
        }

        public async Task DecideAsync(CancellationToken cancellationToken)
        {
            (await Get<TradingCycle>().RunAsync(cancellationToken)).Failed.Should().Be(0);
            await SettleAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await _services.DisposeAsync();
            await _database.DisposeAsync();
            _folder.Dispose();
        }

        // The paper exchange counts its orders and each order's trades: account-order-trade.
        private static long OrderOf(Fill fill) => long.Parse(fill.TradeId.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture);

        private static long TradeOf(Fill fill) => long.Parse(fill.TradeId.Split('-')[2], System.Globalization.CultureInfo.InvariantCulture);

        private async Task OpenAsync()
        {
            Proof = await Get<IJobLease>().TryTakeAsync("engine", "test", TimeSpan.FromDays(30), default);
            Get<MarketHub>().Open(_request.Markets);
            Get<MarketHub>().Enter(FeedState.Live);
            var owner = new UserId(Guid.CreateVersion7(Recorded.Start));
            await Get<IAgreements>().AgreeAsync(owner, Enum.GetValues<AgreementDocument>(), Recorded.Start, null, default);
            Account = await Get<IPaperTrading>().OpenAsync(owner, default);
            var accounts = Get<ITradingAccounts>();
            await accounts.TurnTradingAsync(owner, Account.Id, on: true, default);
            await accounts.SetRiskAsync(owner, Account.Id, _request.Risk, default);
            foreach (var (strategy, json) in _request.Strategies) await accounts.SetStrategyAsync(owner, new StrategySetup(Account.Id, strategy, json, Armed: true, WaitsForPerson: false), default);
            await Get<TradingEngine>().ListenAsync(owner, Account.Id, default);
            Get<EntryGate>().Reconciled(Account.Id, tiesOut: true);
        }

        private T Get<T>()
            where T : notnull => _services.GetRequiredService<T>();
    }
}
