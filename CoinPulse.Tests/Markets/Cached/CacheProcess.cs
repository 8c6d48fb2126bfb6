using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Backfill;
using CoinPulse.Core.Markets.Cached;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Tests.Exchanges.Upbit;
using CoinPulse.Tests.Support;
using CoinPulse.Web.Markets.Caches;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Tests.Markets.Cached;

/// <summary>One process as far as its caches go: the product's registration around a store that counts who asks it.</summary>
internal sealed class CacheProcess : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="redis">The address of its second level; null for none.</param>
    /// <param name="database">Which database it says it works on.</param>
    public CacheProcess(string? redis, string database, HandDrivenHub hub, TimeProvider clock)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:Redis"] = redis }).Build();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(Log));
        services.AddMarketCaches(configuration);
        services.AddSingleton<IDatabaseState>(new NamedDatabase(database));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IMarketHub>(hub);
        services.AddSingleton(new EngineClock(clock));
        services.AddSingleton<ICandleStore>(Store);
        services.AddSingleton<IBackfill>(Backfill);
        services.AddSingleton<IMarketListStore>(Lists);
        services.AddSingleton<CandleHistory>().AddSingleton<ChartCandles>().AddSingleton<MarketPrices>().AddSingleton<MarketLists>();
        _services = services.BuildServiceProvider();
    }

    public CountingStore Store { get; } = new();

    public AskedFor Backfill { get; } = new();

    public MemoryMarketLists Lists { get; } = new();

    public LogLines Log { get; } = new();

    public ChartCandles Charts => _services.GetRequiredService<ChartCandles>();

    public MarketPrices Prices => _services.GetRequiredService<MarketPrices>();

    public MarketLists MarketLists => _services.GetRequiredService<MarketLists>();

    public SharedLevel? Shared => _services.GetService<SharedLevel>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>Minutes of one market, and how often they were read.</summary>
    internal sealed class CountingStore : ICandleStore
    {
        public int Reads { get; private set; }

        public Task? Gate { get; set; }

        public async Task<IReadOnlyList<Candle>> ReadAsync(PriceSource source, MarketCode market, CandleUnit unit, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
        {
            Reads++;
            if (Gate is not null) await Gate;
            var candles = new List<Candle>();
            for (var at = from; at < to; at += unit.Length()) candles.Add(new Candle(at, 100.5, 101, 99, 100 + at.Minute, 1.25, 125));
            return candles;
        }

        public Task<KnownSpans> KnownAsync(PriceSource source, MarketCode market, CandleUnit unit, CancellationToken cancellationToken) => Task.FromResult(KnownSpans.None);

        public Task AppendAsync(PriceSource source, IReadOnlyList<CandleBatch> batches, LeaseProof? engine, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> DropBeforeForEveryoneAsync(PriceSource source, CandleUnit unit, DateOnly day, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    internal sealed class AskedFor : IBackfill
    {
        public BackfillStatus? Status { get; set; }

        public BackfillStatus Ask(MarketCode market, CandleUnit unit, DateTimeOffset from) => Status ?? new BackfillStatus(BackfillState.NothingToFill, from, 0, 0);

        public BackfillStatus? StatusOf(MarketCode market, CandleUnit unit) => Status;
    }

    internal sealed class LogLines : ILoggerProvider, ILogger
    {
        private readonly Lock _gate = new();
        private readonly List<string> _warnings = [];

        public IReadOnlyList<string> Warnings
        {
            get
            {
                lock (_gate) return [.. _warnings];
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel < LogLevel.Warning) return;
            lock (_gate) _warnings.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }

    private sealed class NamedDatabase(string name) : IDatabaseState
    {
        public string Provider => "Test";

        public string Location => name;

        public bool FellBack => false;

        public Task<StorageTrouble> ProbeAsync(CancellationToken cancellationToken) => Task.FromResult(StorageTrouble.None);
    }
}
