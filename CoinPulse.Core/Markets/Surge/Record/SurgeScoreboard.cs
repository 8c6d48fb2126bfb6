using CoinPulse.Core.Time;

namespace CoinPulse.Core.Markets.Surge.Record;

/// <summary>The whole record in figures, of one source.</summary>
public sealed record SurgeStatement(PriceSource Source, IReadOnlyList<SurgeFigures> Predictors, SurgeGaps Gaps);

/// <summary>Counts the record for the pages, at most once a minute whoever asks.</summary>
public sealed class SurgeScoreboard(IMarketHub hub, ISurgeRecord record, EngineClock engine, TimeProvider wall)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan GapsShown = TimeSpan.FromDays(90);

    private Counted? _counted;

    public async Task<SurgeStatement> ReadAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _counted) is { } counted && wall.GetElapsedTime(counted.Stamp) < Kept && counted.Statement.Source == hub.Source) return counted.Statement;

        var now = engine.GetUtcNow();
        var tallies = await record.TallyAsync(hub.Source, cancellationToken);
        var waiting = await record.WaitingAsync(hub.Source, cancellationToken);
        var rounds = await record.RoundsAsync(hub.Source, now - GapsShown, cancellationToken);
        var statement = new SurgeStatement(
            hub.Source,
            [.. SurgeScores.Predictors.Select(predictor => SurgeFigures.Of(predictor, tallies, waiting.GetValueOrDefault(predictor)))],
            SurgeGaps.Of(rounds, SurgeScan.DecisionAt(now - SurgeRules.LongestDelay)));
        Volatile.Write(ref _counted, new Counted(statement, wall.GetTimestamp()));
        return statement;
    }

    private sealed record Counted(SurgeStatement Statement, long Stamp);
}
