using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Frames;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CoinPulse.Core.Markets.Simulated;

/// <summary>
/// The simulated market as the hub's source. The process that is the engine makes it: history first, then a step every fifth of a second to where the engine's
/// clock stands. Every other process shows what that one makes, and goes on from there when it becomes the engine.
/// </summary>
internal sealed class SimulatedSource : IMarketSource
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly long _seed;
    private readonly EngineClock _clock;
    private readonly ICandleStore _candles;
    private readonly MarketRole _role;
    private readonly TimeProvider _wall;
    private readonly IReadOnlyList<SimulatedCoin> _coins;
    private readonly Dictionary<MarketCode, SimulatedCoin> _byMarket;
    private readonly IReadOnlyList<MarketInfo> _infos;
    private readonly MarketFollower _follower;
    private SimulatedMarket? _market;
    private long? _madeUnder;

    public SimulatedSource(
        IOptions<MarketOptions> options,
        EngineClock clock,
        ICandleStore candles,
        MarketRole role,
        TimeProvider wall,
        ILogger<SimulatedSource> logger,
        IReadOnlyList<SimulatedCoin>? someCoins = null)
    {
        (_seed, _clock, _candles, _role, _wall, _coins) = (options.Value.Seed, clock, candles, role, wall, someCoins ?? SimulatedCoin.All);
        _byMarket = _coins.ToDictionary(coin => coin.Info.Market);
        _infos = [.. _coins.Select(coin => coin.Info)];
        _follower = new MarketFollower(candles, clock, wall, line => SimulatedBook.Make(_byMarket[line.Market], line.Bid, line.Ask, line.At, _seed), logger);
    }

    public string Name => "the simulated market";

    public PriceSource Source => PriceSource.Simulated;

    /// <summary>
    /// As the engine: goes on from the stored candles where there are any and fills the time since; makes a fresh past for a market that has none. Beside
    /// it: what is stored and what it shows.
    /// </summary>
    public async Task WarmUpAsync(MarketHub hub, CancellationToken cancellationToken)
    {
        await _role.Ready.WaitAsync(cancellationToken);
        DateTimeOffset? before = null;
        while (true)
        {
            if (_role.Proof is { } proof)
            {
                await BeginAsync(hub, proof, cancellationToken);
                return;
            }

            // A frame that stands still may have been left by a process that is gone.
            if (await _role.NewestAsync(cancellationToken) is { } frame)
            {
                if (frame.At > before && await _follower.ShowAsync(hub, _infos, frame, isLast: false, cancellationToken)) return;
                before ??= frame.At;
            }

            await Task.Delay(Beat, _wall, cancellationToken);
        }
    }

    public async Task RunAsync(MarketHub hub, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_role.Proof is { } proof) await MakeAsync(hub, proof, cancellationToken);
            else await FollowAsync(hub, cancellationToken);
        }
    }

    private async Task BeginAsync(MarketHub hub, LeaseProof proof, CancellationToken cancellationToken)
    {
        await _role.TakeUpAsync(proof, cancellationToken);
        hub.Open(_infos);
        var end = CandleUnit.Minute1.OpenOf(_clock.GetUtcNow());

        var (known, fresh) = (new List<SimulatedCoin>(), new List<SimulatedCoin>());
        foreach (var coin in _coins)
        {
            var isStored = await _candles.RestoreAsync(Source, BoardOf(hub, coin), end, cancellationToken);
            (isStored ? known : fresh).Add(coin);
        }

        await Task.Run(() => MakePast(hub, known, fresh, end), cancellationToken);
        hub.CloseUntil(end);
        PlaceAt(end, coin => Newest(hub, coin)?.Close ?? coin.BasePrice, proof);
    }

    private async Task MakeAsync(MarketHub hub, LeaseProof proof, CancellationToken cancellationToken)
    {
        await GoOnAsync(hub, proof, cancellationToken);
        var feed = new SimulatedFeed(_market!, hub, _wall);
        using var beat = new PeriodicTimer(Beat, _wall);
        do
        {
            feed.MoveTo(_clock.GetUtcNow());
            _role.Show(hub, _market!.Now, proof);
        }
        while (await beat.WaitForNextTickAsync(cancellationToken) && _role.Proof?.Fence == proof.Fence);
    }

    /// <summary>Takes the market from where it was shown last, by whomever. The seconds since are made like any others, print by print.</summary>
    private async Task GoOnAsync(MarketHub hub, LeaseProof proof, CancellationToken cancellationToken)
    {
        if (_madeUnder == proof.Fence) return;   // warmed up just now, or without proof for a moment
        await _role.TakeUpAsync(proof, cancellationToken);
        if (await _role.NewestAsync(cancellationToken) is { } frame && (_market is null || frame.Fence > _madeUnder))
        {
            if (_follower.IsNew(frame)) await _follower.ShowAsync(hub, _infos, frame, isLast: true, cancellationToken);
            var lines = frame.Content.Lines.ToDictionary(line => line.Market);
            PlaceAt(frame.At, coin => lines.TryGetValue(coin.Info.Market, out var line) ? (line.Bid + line.Ask) / 2 : coin.BasePrice, proof);
        }

        _madeUnder = proof.Fence;
        _follower.Forget();
    }

    /// <summary>While no newer frame comes nothing is told, and the hub says that it is stale.</summary>
    private async Task FollowAsync(MarketHub hub, CancellationToken cancellationToken)
    {
        using var look = new PeriodicTimer(Look, _wall);
        do
        {
            if (await _role.LookAsync(cancellationToken) is { } frame && frame.Fence > (_madeUnder ?? 0) && _follower.IsNew(frame))
            {
                await _follower.ShowAsync(hub, _infos, frame, isLast: false, cancellationToken);
            }
        }
        while (await look.WaitForNextTickAsync(cancellationToken) && _role.Proof is null);
    }

    private void PlaceAt(DateTimeOffset at, Func<SimulatedCoin, double> priceOf, LeaseProof proof)
    {
        _market = new SimulatedMarket(_seed, at, _coins);
        for (var i = 0; i < _coins.Count; i++) _market.Place(i, priceOf(_coins[i]));
        _madeUnder = proof.Fence;
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
            new SimulatedHistory(_seed, known).FillPause(from, end, known.ConvertAll(coin => BoardOf(hub, coin)), lastSeen);
        }

        if (fresh.Count > 0) new SimulatedHistory(_seed, fresh).MakeFresh(end, fresh.ConvertAll(coin => BoardOf(hub, coin)));
    }
}
