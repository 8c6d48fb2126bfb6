using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Holdings;

/// <summary>The past of every account as the timetable has it written down. Done by the engine's process, which alone has the lines to the exchanges.</summary>
internal sealed class HistorySyncWork(HistorySync sync, IMarketHub hub, IEngineLease lease) : IJobWork
{
    public string Name => JobNames.HistorySync;

    public bool IsOurs => lease.Proof is not null;

    public async Task<JobReport> RunAsync(DateTimeOffset engineNow, CancellationToken cancellationToken)
    {
        if (hub.State == FeedState.WarmingUp) return JobReport.Nothing;
        var did = await sync.RunAsync(cancellationToken);
        return JobReport.Of(("accounts", did.Accounts), ("orders", did.Orders), ("stretches", did.Stretches), ("failed", did.Failed));
    }
}
