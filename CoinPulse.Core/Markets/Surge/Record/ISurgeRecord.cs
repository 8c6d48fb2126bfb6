namespace CoinPulse.Core.Markets.Surge.Record;

/// <summary>What a new round must know: which calls still keep their market, and whether the day has been sampled.</summary>
public sealed record SurgeStanding(IReadOnlySet<(SurgePredictor Predictor, MarketCode Market)> Called, bool DayIsSampled);

/// <summary>How many calls of one predictor and day came out how.</summary>
/// <param name="ExitSum">The sum of their exits before fees, as a fraction.</param>
public sealed record SurgeTally(SurgePredictor Predictor, DateOnly On, SurgeResult Result, int Count, decimal ExitSum);

/// <summary>A call and, when its horizon is over, what became of it.</summary>
public sealed record SurgeRecordLine(SurgeCall Call, SurgeOutcome? Outcome);

/// <param name="Total">Of all pages.</param>
public sealed record SurgeRecordPage(IReadOnlyList<SurgeRecordLine> Lines, int Total);

/// <summary>
/// The record of calls and outcomes. It belongs to nobody and is only ever added to; everything in it is kept under its source, and nothing of one source is read
/// under another.
/// </summary>
public interface ISurgeRecord
{
    /// <summary>The board as last kept; null when there is none.</summary>
    Task<SurgeBoard?> BoardAsync(PriceSource source, CancellationToken cancellationToken);

    /// <summary>Keeps a board in place of the one before.</summary>
    Task KeepAsync(SurgeBoard board, CancellationToken cancellationToken);

    /// <param name="source">Whose prices.</param>
    /// <param name="since">Calls decided after this still keep their market.</param>
    /// <param name="day">The Seoul day of the round.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<SurgeStanding> StandingAsync(PriceSource source, DateTimeOffset since, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Writes a round and its calls in one transaction.</summary>
    /// <returns>False when the round was written before: then nothing is.</returns>
    Task<bool> TryWriteAsync(SurgeRound round, IReadOnlyList<SurgeCall> calls, CancellationToken cancellationToken);

    /// <summary>Calls whose horizon had ended by a moment and that have no outcome, oldest first.</summary>
    Task<IReadOnlyList<SurgeCall>> DueAsync(PriceSource source, DateTimeOffset endedBy, int count, CancellationToken cancellationToken);

    /// <summary>Writes outcomes; a call that has one keeps it.</summary>
    /// <returns>How many were new.</returns>
    Task<int> SettleAsync(IReadOnlyList<SurgeOutcome> outcomes, CancellationToken cancellationToken);

    /// <summary>Outcomes of the rule in force, counted by predictor, day and result.</summary>
    Task<IReadOnlyList<SurgeTally>> TallyAsync(PriceSource source, CancellationToken cancellationToken);

    /// <summary>How many calls of each predictor still wait for their outcome.</summary>
    Task<IReadOnlyDictionary<SurgePredictor, int>> WaitingAsync(PriceSource source, CancellationToken cancellationToken);

    /// <summary>The moments of all rounds since one, oldest first.</summary>
    Task<IReadOnlyList<DateTimeOffset>> RoundsAsync(PriceSource source, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Calls newest first; of every market or of one.</summary>
    Task<SurgeRecordPage> CallsAsync(PriceSource source, SurgePredictor predictor, MarketCode? market, int skip, int take, CancellationToken cancellationToken);
}
