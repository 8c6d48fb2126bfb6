using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Surge;
using CoinPulse.Core.Money;

namespace CoinPulse.Data.Markets.Surge;

/// <summary>A scored market in plain JSON values.</summary>
internal sealed record StoredMarket(string Market, DateTimeOffset DecidedAt, CandleUnit Unit, decimal Close, decimal DayValue, SurgeScores Scores)
{
    public static StoredMarket Of(ScoredMarket scored) =>
        new(scored.Market.Value, scored.DecidedAt, scored.Unit, scored.Close.Value, scored.DayValue.Value, scored.Scores);

    public ScoredMarket Scored() => new(MarketCode.From(Market), DecidedAt, Unit, new Price(Close), new Krw(DayValue), Scores);
}
