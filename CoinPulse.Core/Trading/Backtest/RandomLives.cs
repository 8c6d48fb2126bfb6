using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Core.Trading.Strategies.RandomEntry;
using CoinPulse.Core.Trading.Yardstick;

namespace CoinPulse.Core.Trading.Backtest;

/// <summary>What the same backtest would have come to with entries drawn by lot: a tenth of the lives under <paramref name="Low"/>, nine tenths under <paramref name="High"/>.</summary>
public sealed record RandomLives(int Lives, Percent Low, Percent Median, Percent High)
{
    /// <summary>
    /// Each life goes through the same cycle, rules, desk, guards and paper exchange as the backtest of one strategy; only the entry is a lot, drawn as often as the
    /// strategy newly wished for a market on these very candles.
    /// </summary>
    /// <param name="request">With one strategy.</param>
    /// <param name="catalog">Where it is found.</param>
    /// <param name="lives">How many.</param>
    /// <param name="cancellationToken">Ends them all.</param>
    public static async Task<RandomLives> RunAsync(BacktestRequest request, StrategyCatalog catalog, int lives, CancellationToken cancellationToken)
    {
        var (id, json) = request.Strategies.Single();
        var compared = catalog.Find(id) ?? throw new ArgumentException($"There is no strategy {id}.", nameof(request));
        var chance = ChanceOf(request, compared, catalog.Read(id, json).Value);
        var ends = new decimal[lives];
        await Parallel.ForAsync(0, lives, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, async (life, token) =>
        {
            var lots = new RandomEntryStrategy(compared, seed: life + 1, chance);
            var drawn = request with { Strategies = [(lots.Id, json)] };
            ends[life] = BacktestFigures.Of(drawn, await BacktestRunner.RunAsync(drawn, new StrategyCatalog([lots]), token)).Return.Fraction;
        });
        Array.Sort(ends);
        return new RandomLives(lives, Part(0.1), Part(0.5), Part(0.9));

        Percent Part(double part) => new(RandomEntryBand.Part(ends, part));
    }

    private static double ChanceOf(BacktestRequest request, IStrategy compared, StrategySettings settings)
    {
        var before = request.History.ToLookup(batch => batch.Market);
        var histories = request.Played.Select(batch =>
        {
            var candles = RolledUp([.. before[batch.Market].SelectMany(past => past.Candles), .. batch.Candles], settings.Timeframe);
            return new MarketHistory(request.Markets.First(info => info.Market == batch.Market), settings.Timeframe, new Dictionary<CandleUnit, IReadOnlyList<Candle>> { [settings.Timeframe] = candles }, Percent.Zero);
        }).ToList();
        var (from, until) = request.Stretch;
        return YardstickCases.ChanceOf(compared, settings, histories, from, until, mostLooks: int.MaxValue);
    }

    private static List<Candle> RolledUp(IReadOnlyList<Candle> candles, CandleUnit unit)
    {
        var rolled = new List<Candle>();
        foreach (var candle in candles)
        {
            var opensAt = unit.OpenOf(candle.OpenAt);
            if (rolled.Count > 0 && rolled[^1].OpenAt == opensAt) rolled[^1] = rolled[^1].With(candle);
            else rolled.Add(candle with { OpenAt = opensAt });
        }

        return rolled;
    }
}
