using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Live;

namespace CoinPulse.Core.Trading.Cycle;

/// <summary>The trading cycle as the timetable calls it; a replay calls it itself, after each candle.</summary>
internal sealed class TradingCycleWork(TradingCycle cycle, IMarketHub hub, IEngineLease lease) : IJobWork
{
    public string Name => JobNames.TradingCycle;

    public bool IsOurs => lease.Proof is not null;

    public async Task<JobReport> RunAsync(DateTimeOffset engineNow, CancellationToken cancellationToken)
    {
        if (hub.State == FeedState.WarmingUp || hub.Source == PriceSource.Replay) return JobReport.Nothing;
        var report = await cycle.RunAsync(cancellationToken);
        return JobReport.Of(
            ("accounts", report.Accounts), ("entered", report.Entered), ("refused", report.Refused), ("left", report.Left), ("failed", report.Failed));
    }
}

/// <summary>The comparison with the exchange as the timetable calls it; a replay calls it itself, before each cycle.</summary>
internal sealed class ReconciliationWork(Reconciliation reconciliation, IMarketHub hub, IEngineLease lease, ILiveAccounts live) : IJobWork
{
    public string Name => JobNames.Reconciliation;

    public bool IsOurs => lease.Proof is not null;

    public async Task<JobReport> RunAsync(DateTimeOffset engineNow, CancellationToken cancellationToken)
    {
        if (hub.State == FeedState.WarmingUp || hub.Source == PriceSource.Replay) return JobReport.Nothing;
        var opened = await live.OpenForEveryoneAsync(cancellationToken);
        var (accounts, differing, failed) = await reconciliation.RunAsync(cancellationToken);
        return JobReport.Of(("accounts", accounts), ("opened", opened), ("differing", differing), ("failed", failed));
    }
}

/// <summary>The equity with which every account's Seoul day begins.</summary>
internal sealed class BalanceSnapshotWork(
    ITradingAccounts accounts, IAccountHistory history, Exchanges.IExchangeDirectory exchanges, IMarketHub hub) : IJobWork
{
    public string Name => JobNames.BalanceSnapshot;

    public async Task<JobReport> RunAsync(DateTimeOffset engineNow, CancellationToken cancellationToken)
    {
        var (kept, unknown) = (0, 0);
        foreach (var account in await accounts.OnSourceForEveryoneAsync(hub.Source, cancellationToken))
        {
            var balances = await exchanges.For(account).BalancesAsync(cancellationToken);
            if (balances.Kind == Exchanges.AnswerKind.Answered)
            {
                await history.MarkAsync(account.Owner, account.Id, Equity.Of(balances.Value, hub), engineNow, cancellationToken);
                kept++;
            }
            else
            {
                unknown++;
            }
        }

        return JobReport.Of(("accounts", kept), ("unknown", unknown));
    }
}
