using CoinPulse.Core.Markets.Surge.Record;
using CoinPulse.Core.Operations;

namespace CoinPulse.Core.Markets.Surge;

/// <summary>The minute's look at every market: what has closed is scored, shown, and written down.</summary>
internal sealed class SurgeScanWork(SurgeScan scan, SurgeMonitor monitor, SurgeRecorder recorder, ISurgeRecord record) : IJobWork
{
    public string Name => JobNames.SurgeScan;

    public async Task<JobReport> RunAsync(DateTimeOffset engineNow, CancellationToken cancellationToken)
    {
        var before = monitor.Latest;
        if (scan.Look(before, engineNow) is not { } board) return JobReport.Nothing;

        // The record first: nothing may be shown that was not written before its outcome.
        var isNew = before is null || before.DecidedAt != board.DecidedAt || before.Markets.Count == 0;
        var calls = isNew ? await recorder.WriteAsync(board, engineNow, cancellationToken) : 0;
        monitor.Keep(board);
        await record.KeepAsync(board, cancellationToken);
        return JobReport.Of(("scored", board.Markets.Count), ("calls", calls ?? 0));
    }
}

/// <summary>Settles the calls whose three days are over.</summary>
internal sealed class SurgeSettlementWork(SurgeSettlement settlement, IMarketHub hub) : IJobWork
{
    public string Name => JobNames.SurgeSettlement;

    public async Task<JobReport> RunAsync(DateTimeOffset engineNow, CancellationToken cancellationToken) =>
        JobReport.Of(("settled", await settlement.SettleAsync(hub.Source, engineNow, cancellationToken)));
}
