using CoinPulse.Core.Exchanges.Upbit;
using CoinPulse.Core.Exchanges.Upbit.Market;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Tests.Markets.Candles;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Upbit;

/// <summary>The source against the fake, over real sockets; time is the test's own and moves whenever something is waited for.</summary>
public abstract class UpbitSourceTest : IAsyncLifetime, IDisposable, IBookInterest
{
    protected static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 30, TimeSpan.Zero);
    protected static readonly MarketCode Btc = MarketCode.From("KRW-BTC");
    protected static readonly MarketCode Eth = MarketCode.From("KRW-ETH");

    private readonly CancellationTokenSource _over = new();
    private Task _running = Task.CompletedTask;
    private long _price = 1_000;

    protected UpbitSourceTest() => Hub = new MarketHub(PriceSource.Upbit, Wall, NullLogger<MarketHub>.Instance);

    /// <summary>The markets under guard.</summary>
    public IReadOnlyList<MarketCode> Markets { get; set; } = [];

    private protected FakeTimeProvider Wall { get; } = new(Noon);

    private protected MemoryCandles Candles { get; } = new();

    private protected MemoryMarketLists Lists { get; } = new();

    private protected MarketHub Hub { get; }

    private protected FakeUpbit Fake { get; private set; } = null!;

    private protected UpbitParts Parts { get; private set; } = null!;

    private protected UpbitSource Source { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Fake = await FakeUpbit.StartAsync();
        Fake.LimitPerSecond = 100_000;   // our seconds pass faster than the fake's
        Fake.Markets.Now = Wall.GetUtcNow;
        Fake.Markets.TapeBegins = Noon;
        Parts = new UpbitParts(Fake, Wall);
        Source = new UpbitSource(Parts.Quotation, Parts.Limiter, Options.Create(Parts.Options), Candles, Lists, [this], Wall, NullLogger<UpbitSource>.Instance);
    }

    public async Task DisposeAsync()
    {
        await _over.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Fake.DisposeAsync();
    }

    public void Dispose()
    {
        Parts.Dispose();
        _over.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void Fifth() => Wall.Advance(TimeSpan.FromSeconds(0.2));

    private protected void Second() => Wall.Advance(TimeSpan.FromSeconds(1));

    private protected async Task RunAsync()
    {
        await Source.WarmUpAsync(Hub, default);
        _running = Source.RunAsync(Hub, _over.Token);
        await Patience.UntilAsync(() => Fake.Sockets.Subscriptions.Any(request => request.Contains("\"trade\"", StringComparison.Ordinal)), Fifth);
    }

    /// <summary>Bitcoin trades all the time while something is waited for. Our seconds are short: each trade has come before time moves on, if it comes at all.</summary>
    private protected async Task TradingUntilAsync(Func<bool> isSo, Action? each = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(TimeSpan.FromSeconds(90), "what is waited for comes");
            var trade = Fake.Sockets.Trade("KRW-BTC", 1_000 + ++_price % 50, 0.5, Wall.GetUtcNow());
            var sent = TimeProvider.System.GetTimestamp();
            await Patience.UntilAsync(() => Hub.Quote(Btc)!.At >= trade.At || TimeProvider.System.GetElapsedTime(sent) > TimeSpan.FromMilliseconds(200));
            (each ?? Second)();
        }
    }
}
