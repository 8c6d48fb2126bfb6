using CoinPulse.Core.Markets.Candles;

namespace CoinPulse.Core.Markets.Surge.Record;

/// <summary>Settles calls whose horizon is over, by the finest candles that are stored. Asked twice, it writes once.</summary>
public sealed class SurgeSettlement(ISurgeRecord record, ICandleStore candles)
{
    private const int CallsAtATime = 400;

    /// <summary>The last candles of a horizon reach the store a little after it.</summary>
    private static readonly TimeSpan Storing = TimeSpan.FromMinutes(2);

    private static readonly CandleUnit[] FinestFirst =
        [CandleUnit.Minute1, CandleUnit.Minute5, CandleUnit.Minute15, CandleUnit.Minute30, CandleUnit.Hour1, CandleUnit.Hour4, CandleUnit.Day1];

    /// <returns>How many calls were settled.</returns>
    public async Task<int> SettleAsync(PriceSource source, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var settled = 0;
        while (await record.DueAsync(source, now - Storing, CallsAtATime, cancellationToken) is { Count: > 0 } due)
        {
            var outcomes = new List<SurgeOutcome>(due.Count);
            foreach (var stretch in due.GroupBy(call => (call.Market, call.DecidedAt)))
            {
                var path = await ReadAsync(stretch.First(), cancellationToken);
                outcomes.AddRange(stretch.Select(call => new SurgeOutcome(call, SurgePath.Of(call.Entry, call.RecordedAt, call.DueAt, Heard(path, call)), now)));
            }

            var written = await record.SettleAsync(outcomes, cancellationToken);
            settled += written;
            if (written == 0) break;   // another process settles the same calls
        }

        return settled;
    }

    private async Task<IReadOnlyList<PathCandle>> ReadAsync(SurgeCall call, CancellationToken cancellationToken)
    {
        var byUnit = new List<(CandleUnit, IReadOnlyList<Candle>)>();
        IReadOnlyList<PathCandle> path = [];
        foreach (var unit in FinestFirst)
        {
            var found = await candles.ReadAsync(call.Source, call.Market, unit, call.DecidedAt, call.DueAt - unit.Length() + TimeSpan.FromTicks(1), cancellationToken);
            if (found.Count == 0) continue;
            byUnit.Add((unit, found));
            path = SurgePath.Finest(byUnit);
            if (!SurgePath.HasHoles(path, call.DecidedAt, call.DueAt)) break;
        }

        return path;
    }

    /// <summary>What was over before the call was written is not part of it.</summary>
    private static List<PathCandle> Heard(IReadOnlyList<PathCandle> path, SurgeCall call) => [.. path.Where(piece => piece.EndsAt > call.RecordedAt)];
}
