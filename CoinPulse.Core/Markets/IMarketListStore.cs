namespace CoinPulse.Core.Markets;

/// <summary>
/// Which markets there were on each day, as they stood when that day's first list came: a look back must not know what was listed, warned of or halted later.
/// </summary>
public interface IMarketListStore
{
    /// <summary>Keeps the list of a UTC day, unless that day has one.</summary>
    Task KeepForEveryoneAsync(PriceSource source, DateOnly day, IReadOnlyList<MarketInfo> markets, CancellationToken cancellationToken);

    /// <summary>The newest list of that day or before; empty when there is none.</summary>
    Task<IReadOnlyList<MarketInfo>> AsOfForEveryoneAsync(PriceSource source, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Whether this database has ever lived on the source's prices.</summary>
    Task<bool> HasSeenForEveryoneAsync(PriceSource source, CancellationToken cancellationToken);
}
