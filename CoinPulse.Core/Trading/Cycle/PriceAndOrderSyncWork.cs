using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Trading.Cycle;

/// <summary>Prices that were missed and orders whose end was missed, as the timetable calls it.</summary>
internal sealed class PriceAndOrderSyncWork(PriceSync prices, OrderSync orders, IMarketHub hub, IEngineLease lease) : IJobWork
{
    public string Name => JobNames.PriceAndOrderSync;

    public bool IsOurs => lease.Proof is not null;

    public async Task<JobReport> RunAsync(DateTimeOffset engineNow, CancellationToken cancellationToken)
    {
        if (hub.State == FeedState.WarmingUp) return JobReport.Nothing;

        // Orders first: a list that is read a little later costs nobody anything.
        var compared = await orders.RunAsync(cancellationToken);
        var markets = await prices.RunAsync(cancellationToken);
        return JobReport.Of(
            ("accounts", compared.Accounts),
            ("orders", compared.Orders),
            ("corrected", compared.Corrected),
            ("external", compared.External),
            ("strays", compared.Strays),
            ("failed", compared.Failed),
            ("markets", markets));
    }
}
