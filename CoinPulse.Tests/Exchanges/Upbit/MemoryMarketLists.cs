using System.Collections.Concurrent;
using CoinPulse.Core.Markets;

namespace CoinPulse.Tests.Exchanges.Upbit;

/// <summary>Market lists in memory.</summary>
internal sealed class MemoryMarketLists : IMarketListStore
{
    public ConcurrentDictionary<(PriceSource Source, DateOnly Day), IReadOnlyList<MarketInfo>> Kept { get; } = [];

    public bool IsAway { get; set; }

    public Task KeepForEveryoneAsync(PriceSource source, DateOnly day, IReadOnlyList<MarketInfo> markets, CancellationToken cancellationToken)
    {
        if (IsAway) throw new IOException("The database is away.");
        Kept.TryAdd((source, day), markets);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<MarketInfo>> AsOfForEveryoneAsync(PriceSource source, DateOnly day, CancellationToken cancellationToken) => Task.FromResult(Kept.GetValueOrDefault((source, day), []));

    public Task<bool> HasSeenForEveryoneAsync(PriceSource source, CancellationToken cancellationToken) => Task.FromResult(Kept.Keys.Any(key => key.Source == source));
}
