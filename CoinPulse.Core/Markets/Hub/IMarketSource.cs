namespace CoinPulse.Core.Markets.Hub;

/// <summary>
/// Where the hub's prices come from. There is one per process. It fills the hub's boards with history, then runs and is the only one that
/// writes to the hub; each call below is made by <see cref="MarketFeed"/>, never two at once.
/// </summary>
internal interface IMarketSource
{
    /// <summary>How logs call it.</summary>
    string Name { get; }

    PriceSource Source { get; }

    /// <summary>Opens the hub with this source's markets and fills it with closed candles, so that every strategy has what it needs at once.</summary>
    Task WarmUpAsync(MarketHub hub, CancellationToken cancellationToken);

    /// <summary>Publishes until it is cancelled or the source breaks. When it ends, the feed is down until it is run again.</summary>
    Task RunAsync(MarketHub hub, CancellationToken cancellationToken);
}
