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

    /// <summary>Whether it can be had at all, at the start of the process. Never throws.</summary>
    Task<bool> AnswersAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    /// <summary>Opens the hub with this source's markets and fills it with closed candles, so that every strategy has what it needs at once.</summary>
    Task WarmUpAsync(MarketHub hub, CancellationToken cancellationToken);

    /// <summary>Publishes until it is cancelled or the source breaks. When it ends, the feed is down until it is run again.</summary>
    Task RunAsync(MarketHub hub, CancellationToken cancellationToken);

    /// <summary>The markets as the source lists them now; null when its list never changes.</summary>
    Task<IReadOnlyList<MarketInfo>?> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<MarketInfo>?>(null);

    /// <summary>Whether the source can be asked for any past, as an exchange can. A simulated past that nobody saw did not happen.</summary>
    bool GivesPast => false;

    /// <summary>The newest closed candles that open before a moment, one page of them: a request that steps back before everything that is needed now.</summary>
    Task<PastPage> PastAsync(MarketCode market, CandleUnit unit, DateTimeOffset before, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{Name} has no past to be asked for.");
}
