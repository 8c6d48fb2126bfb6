using CoinPulse.Core.Money;

namespace CoinPulse.Core.Markets.Surge;

/// <summary>One market as it was scored on closed candles.</summary>
/// <param name="DecidedAt">The end of the newest candle that counted.</param>
/// <param name="Unit">The candles that the days were made of.</param>
/// <param name="Close">The last price before that.</param>
/// <param name="DayValue">Won traded on the newest day.</param>
public sealed record ScoredMarket(MarketCode Market, DateTimeOffset DecidedAt, CandleUnit Unit, Price Close, Krw DayValue, SurgeScores Scores);

/// <summary>Every market of a source as last scored; the order is the source's.</summary>
/// <param name="ScannedAt">The engine's time of the last look, whether or not anything had closed since the one before.</param>
/// <param name="DecidedAt">The newest hour that had closed by then.</param>
public sealed record SurgeBoard(PriceSource Source, DateTimeOffset ScannedAt, DateTimeOffset DecidedAt, IReadOnlyList<ScoredMarket> Markets)
{
    public ScoredMarket? Find(MarketCode market) => Markets.FirstOrDefault(scored => scored.Market == market);
}
