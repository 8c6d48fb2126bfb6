using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Frames;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Markets.Simulated;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CoinPulse.Tests.Markets.Frames;

/// <summary>The market's half of one process: hub, source, feed and writer, beside others on the same stores and the same wall clock.</summary>
internal sealed class MarketProcess : IAsyncDisposable
{
    private readonly MarketFeed _feed;
    private readonly CandleWriter _writer;
    private readonly List<PriceEvent> _told = [];

    public MarketProcess(MemoryMarket shared, ICandleStore candles, TimeProvider wall, long? fence = null, double speed = 1)
    {
        Lease = new LeaseInHand(fence);
        Clock = new EngineClock(wall, speed);
        Hub = new MarketHub(PriceSource.Simulated, wall, NullLogger<MarketHub>.Instance);
        Hub.Subscribe(change =>
        {
            lock (_told) _told.Add(change);
        });
        var startup = new SystemStartup();
        startup.Open();
        var time = new EngineTimeJournal(Clock, () => PriceSource.Simulated, shared, Lease, wall, NullLogger<EngineTimeJournal>.Instance);
        var role = new MarketRole(() => PriceSource.Simulated, Lease, Lease, time, shared, startup, speed, wall, NullLogger<MarketRole>.Instance);
        var source = new SimulatedSource(
            Options.Create(new MarketOptions { Speed = speed }), Clock, candles, role, wall, NullLogger<SimulatedSource>.Instance, [.. SimulatedCoin.All.Take(4)]);
        _feed = new MarketFeed(Hub, source, wall, NullLogger<MarketFeed>.Instance);
        _writer = new CandleWriter(Hub, candles, Lease, wall, NullLogger<CandleWriter>.Instance);
    }

    public LeaseInHand Lease { get; }

    public EngineClock Clock { get; }

    public MarketHub Hub { get; }

    public IReadOnlyList<PriceEvent> Told
    {
        get
        {
            lock (_told) return [.. _told];
        }
    }

    public async Task StartAsync()
    {
        await _writer.StartAsync(default);
        await _feed.StartAsync(default);
    }

    /// <summary>Stops making or looking, as a killed process does.</summary>
    public async Task KillAsync()
    {
        Lease.Take();
        await _feed.StopAsync(default);
        await _writer.StopAsync(default);
    }

    public Task<int> WriteAsync() => _writer.WriteAsync(default);

    public async ValueTask DisposeAsync()
    {
        await _feed.StopAsync(default);
        await _writer.StopAsync(default);
        _feed.Dispose();
        _writer.Dispose();
    }
}
