using CoinPulse.Core.Markets;

namespace CoinPulse.Core.Trading.Backtest;

/// <summary>What is played at once: the candles that open together, one of each market that traded, in the source's order.</summary>
internal sealed record CandleStep(DateTimeOffset OpenAt, IReadOnlyList<(MarketCode Market, Candle Candle)> Candles)
{
    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<CandleStep> Of(IEnumerable<(MarketCode Market, IReadOnlyList<Candle> Candles)> markets) =>
    [
        .. markets.SelectMany(market => market.Candles.Select(candle => (market.Market, Candle: candle)))
            .GroupBy(played => played.Candle.OpenAt)
            .OrderBy(step => step.Key)
            .Select(step => new CandleStep(step.Key, [.. step])),
    ];
}
