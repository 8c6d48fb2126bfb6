using CoinPulse.Core.Operations;

namespace CoinPulse.Web.Jobs;

/// <summary>
/// The timetable. Times of day are Seoul's. Each worker runs its jobs in a lane of its own, so that a slow one never delays another family.
/// In simulated or replayed time the same lines follow the market's clock.
/// </summary>
internal static class Schedule
{
    public static readonly IReadOnlyList<ScheduledJob> All =
    [
        Run<TradingCycleJob>(JobNames.TradingCycle, Cadence.EveryMinutes(1), Worker.Trading),
        Run<ReconciliationJob>(JobNames.Reconciliation, Cadence.EveryMinutes(1), Worker.Reconciliation),
        Run<PriceAndOrderSyncJob>(JobNames.PriceAndOrderSync, Cadence.EveryMinutes(5), Worker.Sync),
        Run<HistorySyncJob>(JobNames.HistorySync, Cadence.EveryMinutes(5), Worker.History),
        Run<SurgeScanJob>(JobNames.SurgeScan, Cadence.EveryMinutes(1), Worker.Surge),
        Run<SurgeSettlementJob>(JobNames.SurgeSettlement, Cadence.EveryMinutes(5), Worker.Surge),
        Run<BalanceSnapshotJob>(JobNames.BalanceSnapshot, Cadence.DailyAt(0, 0), Worker.Bookkeeping),
        Run<CandleBackfillJob>(JobNames.CandleBackfill, Cadence.DailyAt(0, 30), Worker.Backfill) with { IsCaughtUp = true },
        Run<BackupJob>(JobNames.Backup, Cadence.DailyAt(2, 0), Worker.Backup),
        Run<RetentionJob>(JobNames.Retention, Cadence.DailyAt(4, 10), Worker.Housekeeping),
        Run<DecisionReplayJob>(JobNames.DecisionReplay, Cadence.DailyAt(4, 20), Worker.Housekeeping),
        Run<InvariantsCheckJob>(JobNames.InvariantsCheck, Cadence.DailyAt(4, 40), Worker.Housekeeping),
        Run<KeyCheckJob>(JobNames.KeyCheck, Cadence.DailyAt(8, 50), Worker.Housekeeping),
    ];

    private static ScheduledJob Run<TJob>(string job, Cadence cadence, Worker worker)
        where TJob : TimetableJob => new(job, cadence, worker, typeof(TJob));
}

internal enum Worker
{
    Trading,
    Reconciliation,
    Sync,
    History,
    Surge,
    Bookkeeping,
    Backfill,
    Housekeeping,
    Backup,
}

/// <param name="Rung">What Coravel makes and calls.</param>
/// <param name="IsCaughtUp">Rung every ten minutes too: which process can do it, and whether, may show only after its time.</param>
internal sealed record ScheduledJob(string Job, Cadence Cadence, Worker Worker, Type Rung, bool IsCaughtUp = false);
