namespace CoinPulse.Core.Markets.Surge;

/// <summary>Who made a call. The names stand in the database.</summary>
public enum SurgePredictor
{
    /// <summary>No prediction: every market once a Seoul day, so that the others have something to be compared with.</summary>
    Everything,
    V1,
    V1Penalised,
    V2,
}

/// <summary>All scores of one market on the same days.</summary>
/// <param name="V2">Null with fewer than thirty days.</param>
public sealed record SurgeScores(SurgeScore V1, SurgePenalties Penalties, TwoPatternScore? V2)
{
    public static IReadOnlyList<SurgePredictor> Predictors { get; } = [SurgePredictor.V1, SurgePredictor.V1Penalised, SurgePredictor.V2];

    public int V1Penalised => V1.After(Penalties);

    /// <summary>Null with fewer than twenty days.</summary>
    /// <param name="days">Day candles, oldest first.</param>
    public static SurgeScores? Of(IReadOnlyList<Candle> days) =>
        SurgeScoreV1.Of(days) is { } v1 ? new SurgeScores(v1, SurgeScoreV1.PenaltiesOf(days, v1), SurgeScoreV2.Of(days)) : null;

    /// <summary>The points of one predictor, 0 to 100; null where it has none.</summary>
    public int? By(SurgePredictor predictor) => predictor switch
    {
        SurgePredictor.V1 => V1.Total,
        SurgePredictor.V1Penalised => V1Penalised,
        SurgePredictor.V2 => V2?.Total,
        SurgePredictor.Everything => null,
    };
}
