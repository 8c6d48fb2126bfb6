namespace CoinPulse.Core.Markets.Simulated;

/// <summary>
/// The simulated market itself: no thread, no clock, no I/O. Stepped by hand it gives the same prints for the same seed and start, tick by tick,
/// however the time is cut into steps.
/// </summary>
/// <remarks>
/// Forty coins share a common factor (<see cref="CommonFactor"/>); each has its own path (<see cref="CoinPath"/>: wandering volatility, jumps,
/// surges and crashes) and its tape (<see cref="Tape"/>: quotes on the tick table, prints between them). The common factor and
/// each coin draw from streams of chance of their own, so that neither books nor other coins ever change a path.
/// Live steps are one second; history is made in steps of fifteen seconds (the newest sixty-two days) and five minutes (before).
/// </remarks>
internal sealed class SimulatedMarket
{
    private readonly Lane[] _lanes;
    private readonly CommonFactor _factor;

    public SimulatedMarket(long seed, DateTimeOffset start, IReadOnlyList<SimulatedCoin>? coins = null)
    {
        Now = new DateTimeOffset(start.UtcTicks - start.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
        Coins = coins ?? SimulatedCoin.All;
        Seed = seed;

        // Another start is another stream: a market that is started again does not repeat what it did the first time.
        var stream = seed ^ Now.ToUnixTimeSeconds();
        _factor = new CommonFactor(new Noise(Noise.SeedFor(stream, "factor")));
        _lanes = [.. Coins.Select(coin => new Lane(coin, stream))];
    }

    /// <summary>The whole second up to which the market has moved.</summary>
    public DateTimeOffset Now { get; private set; }

    public long Seed { get; }

    public IReadOnlyList<SimulatedCoin> Coins { get; }

    /// <summary>A coin's fair price and standing now.</summary>
    public CoinPath PathOf(int coin) => _lanes[coin].Path;

    public (double Bid, double Ask) QuotesOf(int coin)
    {
        var lane = _lanes[coin];
        return lane.Tape.Quotes(lane.Path.Price, lane.Path.Stress);
    }

    public OrderBook BookOf(int coin)
    {
        var (bid, ask) = QuotesOf(coin);
        return SimulatedBook.Make(Coins[coin], bid, ask, Now, Seed);
    }

    /// <summary>Puts a coin's fair price where its market stood when it was last seen.</summary>
    public void Place(int coin, double price) => _lanes[coin].Path.Log = Math.Log(price / Coins[coin].BasePrice);

    /// <summary>Moves on second by second up to the last whole second that is not after <paramref name="until"/>, and reports each print.</summary>
    public void Step(DateTimeOffset until, Action<int, Print> onPrint)
    {
        while (Now.AddSeconds(1) <= until)
        {
            Now = Now.AddSeconds(1);
            var factor = _factor.Step(1);
            for (var i = 0; i < _lanes.Length; i++)
            {
                var lane = _lanes[i];
                lane.Path.Step(1, factor);
                if (lane.Tape.Trade(lane.Path.Price, lane.Path.Stress, lane.Path.Activity, 1, Now) is { } print) onPrint(i, print);
            }
        }
    }

    private sealed class Lane(SimulatedCoin coin, long stream)
    {
        public CoinPath Path { get; } = new(coin, new Noise(Noise.SeedFor(stream, coin.Code)));

        public Tape Tape { get; } = new(coin, new Noise(Noise.SeedFor(stream, coin.Code + " tape")));
    }
}
