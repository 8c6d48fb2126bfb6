using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Time;
using Microsoft.Extensions.Options;

namespace CoinPulse.Core.Markets.Simulated;

/// <summary>The simulated market as the hub's source: history first, then a step every fifth of a second to where the engine's clock stands.</summary>
internal sealed class SimulatedSource(
    IOptions<MarketOptions> options, EngineClock clock, ICandleStore candles, TimeProvider wall, IReadOnlyList<SimulatedCoin>? someCoins = null) : IMarketSource
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private readonly IReadOnlyList<SimulatedCoin> _coins = someCoins ?? SimulatedCoin.All;
    private SimulatedMarket? _market;

    public string Name => "the simulated market";

    public PriceSource Source => PriceSource.Simulated;

    /// <summary>
    /// Goes on from the stored candles where there are any and fills the time since; makes a fresh past for a market that has none.
    /// </summary>
    public async Task WarmUpAsync(MarketHub hub, CancellationToken cancellationToken)
    {
        hub.Open([.. _coins.Select(coin => coin.Info)]);
        var end = CandleUnit.Minute1.OpenOf(clock.GetUtcNow());

        var (known, fresh) = (new List<SimulatedCoin>(), new List<SimulatedCoin>());
        foreach (var coin in _coins)
        {
            var isStored = await candles.RestoreAsync(Source, BoardOf(hub, coin), end, cancellationToken);
            (isStored ? known : fresh).Add(coin);
        }

        await Task.Run(() => MakePast(hub, known, fresh, end), cancellationToken);
        hub.CloseUntil(end);
        _market = new SimulatedMarket(options.Value.Seed, end, _coins);
        for (var i = 0; i < _coins.Count; i++) _market.Place(i, Newest(hub, _coins[i])?.Close ?? _coins[i].BasePrice);
    }

    public async Task RunAsync(MarketHub hub, CancellationToken cancellationToken)
    {
        var feed = new SimulatedFeed(_market ?? throw new InvalidOperationException("The market is not warmed up."), hub, wall);
        using var beat = new PeriodicTimer(Beat, wall);
        do
        {
            feed.MoveTo(clock.GetUtcNow());
        }
        while (await beat.WaitForNextTickAsync(cancellationToken));
    }

    private static MarketBoard BoardOf(MarketHub hub, SimulatedCoin coin) => hub.BoardOf(coin.Info.Market)!;

    private static Candle? Newest(MarketHub hub, SimulatedCoin coin) => hub.Closed(coin.Info.Market, CandleUnit.Minute1, 1) is [var newest] ? newest : null;

    private void MakePast(MarketHub hub, List<SimulatedCoin> known, List<SimulatedCoin> fresh, DateTimeOffset end)
    {
        if (known.Count > 0)
        {
            // One moment for all: the coin that traded last says how far the market had come.
            var from = known.Max(coin => Newest(hub, coin)?.OpenAt.AddMinutes(1)) ?? end;
            var lastSeen = known.ConvertAll(coin => Newest(hub, coin)?.Close ?? coin.BasePrice);
            new SimulatedHistory(options.Value.Seed, known).FillPause(from, end, known.ConvertAll(coin => BoardOf(hub, coin)), lastSeen);
        }

        if (fresh.Count > 0) new SimulatedHistory(options.Value.Seed, fresh).MakeFresh(end, fresh.ConvertAll(coin => BoardOf(hub, coin)));
    }
}
