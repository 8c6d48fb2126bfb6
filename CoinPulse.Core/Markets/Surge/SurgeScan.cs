using CoinPulse.Core.Money;

namespace CoinPulse.Core.Markets.Surge;

/// <summary>
/// Scores every won market on what has closed. Decisions fall on the hour: the days of the scores are the 24-hour spans that end with it, so none is half a day,
/// and between two hours nothing that a score looks at can change. A market without enough hours is scored on closed calendar days until it has them.
/// </summary>
public sealed class SurgeScan(IMarketHub hub)
{
    private const int HoursNeeded = SurgeScoreV2.DaysNeeded * 24;

    /// <summary>The last trades of an hour may arrive a little after it.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    /// <summary>The newest hour whose candles can be counted on to be complete.</summary>
    public static DateTimeOffset DecisionAt(DateTimeOffset now) => CandleUnit.Hour1.OpenOf(now - Settling);

    /// <summary>Looks again; a market in which nothing has closed since <paramref name="before"/> keeps what it had.</summary>
    /// <returns>Null while the feed cannot be relied on: an hour that was not heard is not an hour without trades.</returns>
    public SurgeBoard? Look(SurgeBoard? before, DateTimeOffset now)
    {
        if (hub.State != FeedState.Live) return null;
        var decidedAt = DecisionAt(now);
        var known = before?.Source == hub.Source && before.DecidedAt == decidedAt ? before : null;
        if (known is not null && known.Markets.Count > 0) return known with { ScannedAt = now };

        var scored = new List<ScoredMarket>(hub.Markets.Count);
        foreach (var market in hub.Markets)
        {
            if (SurgeRules.IsScored(market) && Score(market.Market, decidedAt) is { } found) scored.Add(found);
        }

        return new SurgeBoard(hub.Source, now, decidedAt, scored);
    }

    private ScoredMarket? Score(MarketCode market, DateTimeOffset decidedAt) =>
        OnDays(market, CandleUnit.Hour1, decidedAt, RolledHours(market, decidedAt)) ?? OnDays(market, CandleUnit.Day1, CandleUnit.Day1.OpenOf(decidedAt), ClosedDays(market, decidedAt));

    private List<Candle> RolledHours(MarketCode market, DateTimeOffset decidedAt) => RolledDays.EndingAt(
        Until(hub.Closed(market, CandleUnit.Hour1, HoursNeeded + 1), decidedAt), CandleUnit.Hour1, decidedAt);

    private IReadOnlyList<Candle> ClosedDays(MarketCode market, DateTimeOffset decidedAt) =>
        Until(hub.Closed(market, CandleUnit.Day1, SurgeScoreV2.DaysNeeded + 1), CandleUnit.Day1.OpenOf(decidedAt));

    private static ScoredMarket? OnDays(MarketCode market, CandleUnit unit, DateTimeOffset decidedAt, IReadOnlyList<Candle> days)
    {
        // A market that was silent for a whole day has no newest day to score.
        if (days.Count == 0 || days[^1].OpenAt != decidedAt - CandleUnit.Day1.Length() || SurgeScores.Of(days) is not { } scores) return null;
        return new ScoredMarket(market, decidedAt, unit, Price.FromCandle(days[^1].Close), new Krw((decimal)Math.Round(days[^1].Value)), scores);
    }

    /// <summary>What opens before a moment: an hour may close while we look.</summary>
    private static IReadOnlyList<Candle> Until(IReadOnlyList<Candle> candles, DateTimeOffset end) =>
        candles.Count == 0 || candles[^1].OpenAt < end ? candles : [.. candles.Where(candle => candle.OpenAt < end)];
}
