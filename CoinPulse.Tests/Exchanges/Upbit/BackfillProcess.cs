using CoinPulse.Core.Exchanges.Upbit.Market;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Backfill;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Tests.Markets.Candles;
using CoinPulse.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CoinPulse.Tests.Exchanges.Upbit;

/// <summary>One process that lives on the fake's prices: its hub, its desk and its night, on a database that others may share. Time moves while something is waited for.</summary>
internal sealed class BackfillProcess : IDisposable
{
    private readonly FakeTimeProvider _wall;
    private readonly UpbitParts _parts;

    private BackfillProcess(FakeUpbit fake, MarketTestDatabase database, LeaseInHand lease, FakeTimeProvider wall)
    {
        (_wall, Lease, _parts) = (wall, lease, new UpbitParts(fake, wall));
        var clock = new EngineClock(wall);
        Hub = new MarketHub(PriceSource.Upbit, wall, NullLogger<MarketHub>.Instance);
        Source = new UpbitSource(
            _parts.Quotation, _parts.Limiter, Options.Create(_parts.Options), database.Candles, new MemoryMarketLists(), [], wall, NullLogger<UpbitSource>.Instance);
        History = new CandleHistory(Hub, database.Candles, clock);
        Filler = new CandleFiller(Hub, Source, History, database.Candles, lease, clock);
        Desk = new BackfillDesk(Source, database.Backfills, Filler, new SystemStartup(), wall, NullLogger<BackfillDesk>.Instance);
        Night = new BackfillNight(Hub, Source, Filler, Desk, Options.Create(new RetentionPeriods { MinuteCandles = 7 }), wall);
    }

    public LeaseInHand Lease { get; }

    public MarketHub Hub { get; }

    public UpbitSource Source { get; }

    public CandleHistory History { get; }

    public CandleFiller Filler { get; }

    public BackfillDesk Desk { get; }

    public BackfillNight Night { get; }

    /// <param name="isEngine">Whether it holds the engine's lease.</param>
    public static async Task<BackfillProcess> StartAsync(FakeUpbit fake, MarketTestDatabase database, FakeTimeProvider wall, bool isEngine = true)
    {
        var proof = isEngine ? await database.Leases.TryTakeAsync("engine", "test", TimeSpan.FromHours(1), default) : null;
        var process = new BackfillProcess(fake, database, new LeaseInHand(proof?.Fence), wall);
        await process.Source.WarmUpAsync(process.Hub, default);
        process.Hub.Enter(FeedState.Live);
        return process;
    }

    /// <summary>Goes on until there is nothing more to do at once.</summary>
    public async Task WorkAsync()
    {
        while (await MovingAsync(Desk.PassAsync(default)))
        {
        }
    }

    /// <summary>One page of every request.</summary>
    public Task<bool> PassAsync() => MovingAsync(Desk.PassAsync(default));

    public async Task<T> MovingAsync<T>(Task<T> work)
    {
        await Patience.UntilAsync(() => work.IsCompleted, () => _wall.Advance(TimeSpan.FromMilliseconds(100)));
        return await work;
    }

    public void Dispose()
    {
        Desk.Dispose();
        _parts.Dispose();
    }
}
