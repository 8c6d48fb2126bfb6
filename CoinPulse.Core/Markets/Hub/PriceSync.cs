namespace CoinPulse.Core.Markets.Hub;

/// <summary>Takes over the source's list of markets.</summary>
internal sealed class PriceSync(MarketHub hub, IMarketSource source)
{
    /// <returns>How many markets are new, gone or known by other facts.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (await source.ListAsync(cancellationToken) is not { } list) return 0;
        var before = hub.Markets.ToDictionary(info => info.Market);
        var changed = list.Count(info => !before.Remove(info.Market, out var known) || known != info) + before.Count;
        if (changed > 0) hub.Open(list);
        return changed;
    }
}
