using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Hub;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Markets.Hub;

public sealed class MarketFeedTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly MarketInfo Bitcoin = new(MarketCode.From("KRW-BTC"), "비트코인", "Bitcoin");

    private readonly FakeTimeProvider _wall = new(Noon);
    private readonly ScriptedSource _source = new();
    private readonly MarketHub _hub;
    private readonly MarketFeed _feed;

    public MarketFeedTests()
    {
        _hub = new MarketHub(PriceSource.Simulated, _wall, NullLogger<MarketHub>.Instance);
        _feed = new MarketFeed(_hub, _source, _wall, NullLogger<MarketFeed>.Instance);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _feed.StopAsync(default);

    public void Dispose() => _feed.Dispose();

    [Fact]
    public async Task A_warm_up_that_broke_half_way_is_begun_anew()
    {
        _source.WarmUpsToBreak = 1;
        await _feed.StartAsync(default);

        await UntilAsync(() => _source.Runs == 1);

        _source.WarmUps.Should().Be(2);
        _hub.Closed(Bitcoin.Market, CandleUnit.Minute1, 10).Should().ContainSingle();
    }

    [Fact]
    public async Task A_source_that_breaks_is_run_again_without_warming_up_again()
    {
        await _feed.StartAsync(default);
        await UntilAsync(() => _source.Runs == 1);
        _source.BreakRun();

        await UntilAsync(() => _source.Runs == 2);

        // Nothing came meanwhile, so it may be stale by now; it is no longer down.
        (_source.WarmUps, _hub.State == FeedState.Down).Should().Be((1, false));
    }

    [Fact]
    public async Task Between_two_runs_the_feed_is_down()
    {
        await _feed.StartAsync(default);
        await UntilAsync(() => _source.Runs == 1);

        _source.BreakRun();

        // The wall clock stands still, so the pause before the next run does not end.
        await UntilAsync(() => _hub.State == FeedState.Down, advance: false);
        _source.Runs.Should().Be(1);
    }

    private async Task UntilAsync(Func<bool> isSo, bool advance = true)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        while (!isSo())
        {
            limit.Token.ThrowIfCancellationRequested();
            if (advance) _wall.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
    }

    private sealed class ScriptedSource : IMarketSource
    {
        private volatile TaskCompletionSource _run = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile int _runs;

        public string Name => "a script";

        public PriceSource Source => PriceSource.Simulated;

        public int WarmUpsToBreak { get; set; }

        public int WarmUps { get; private set; }

        public int Runs => _runs;

        public Task WarmUpAsync(MarketHub hub, CancellationToken cancellationToken)
        {
            WarmUps++;
            hub.Open([Bitcoin]);
            hub.BoardOf(Bitcoin.Market)!.Add(new Candle(Noon.AddMinutes(-1), 1, 1, 1, 1, 1, 1), CandleUnit.Minute1);
            return WarmUps <= WarmUpsToBreak ? Task.FromException(new IOException("The database is away.")) : Task.CompletedTask;
        }

        public Task RunAsync(MarketHub hub, CancellationToken cancellationToken)
        {
            _run = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _runs++;
            return _run.Task.WaitAsync(cancellationToken);
        }

        public void BreakRun() => _run.TrySetException(new IOException("The line is cut."));
    }
}
