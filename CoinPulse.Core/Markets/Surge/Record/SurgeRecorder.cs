using CoinPulse.Core.Time;

namespace CoinPulse.Core.Markets.Surge.Record;

/// <summary>Turns a board into calls and writes them down before their outcome: one a market and horizon for each predictor, and every market once a day.</summary>
public sealed class SurgeRecorder(IMarketHub hub, ISurgeRecord record)
{
    /// <returns>How many calls were written; null when this hour was written before, or is too long over to be written at all.</returns>
    public async Task<int?> WriteAsync(SurgeBoard board, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (now - board.DecidedAt > SurgeRules.LongestDelay || board.Markets.Count == 0) return null;
        var standing = await record.StandingAsync(board.Source, board.DecidedAt - SurgeRules.Horizon, Kst.DayOf(board.DecidedAt), cancellationToken);
        var calls = CallsOf(board, standing, now).ToList();
        var round = new SurgeRound(board.Source, board.DecidedAt, now, board.Markets.Count);
        return await record.TryWriteAsync(round, calls, cancellationToken) ? calls.Count(call => call.Predictor != SurgePredictor.Everything) : null;
    }

    private IEnumerable<SurgeCall> CallsOf(SurgeBoard board, SurgeStanding standing, DateTimeOffset now)
    {
        foreach (var scored in board.Markets)
        {
            // A score on calendar days is old for most of the day.
            if (now - scored.DecidedAt > SurgeRules.LongestDelay) continue;
            if (hub.Find(scored.Market) is not { } market || !SurgeRules.CanBeCalled(market, scored.DayValue)) continue;
            if (hub.Quote(scored.Market) is not { } quote) continue;

            if (!standing.DayIsSampled) yield return Call(SurgePredictor.Everything, scored, quote, now);
            foreach (var predictor in SurgeScores.Predictors)
            {
                if (scored.Scores.By(predictor) >= SurgeRules.LeastScore && !standing.Called.Contains((predictor, scored.Market))) yield return Call(predictor, scored, quote, now);
            }
        }
    }

    private SurgeCall Call(SurgePredictor predictor, ScoredMarket scored, MarketQuote quote, DateTimeOffset now) => new(hub.Source, predictor, scored, quote.Ask ?? quote.Last, now);
}
