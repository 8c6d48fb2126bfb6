using System.Collections.Concurrent;

namespace CoinPulse.Core.Markets.Hub;

/// <summary>
/// Of which markets somebody needs the order book now: what is looked at (<see cref="Watch"/>), what may be bought in a moment (<see cref="WantAsync"/>), and whatever
/// a feature names (<see cref="IBookInterest"/>). A source that sends every book anyway leaves <see cref="OnDemand"/> off and nobody waits.
/// </summary>
internal sealed class BookWatch(TimeProvider wall)
{
    private static readonly TimeSpan WantedFor = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<MarketCode, int> _watched = [];
    private readonly ConcurrentDictionary<MarketCode, long> _wanted = [];

    /// <summary>The source sends the books that are asked for and no others.</summary>
    public bool OnDemand { get; set; }

    public IReadOnlyCollection<MarketCode> Markets
    {
        get
        {
            foreach (var (market, stamp) in _wanted)
            {
                if (wall.GetElapsedTime(stamp) > WantedFor) _wanted.TryRemove(KeyValuePair.Create(market, stamp));
            }

            return [.. _watched.Where(watched => watched.Value > 0).Select(watched => watched.Key).Union(_wanted.Keys)];
        }
    }

    public IDisposable Watch(MarketCode market)
    {
        _watched.AddOrUpdate(market, 1, static (_, watchers) => watchers + 1);
        return new Watcher(this, market);
    }

    /// <summary>Names markets and waits a moment until each has a book.</summary>
    public async Task WantAsync(IReadOnlyCollection<MarketCode> markets, Func<MarketCode, bool> hasBook, CancellationToken cancellationToken)
    {
        if (!OnDemand || markets.Count == 0) return;
        var since = wall.GetTimestamp();
        foreach (var market in markets) _wanted[market] = since;
        while (!markets.All(hasBook) && wall.GetElapsedTime(since) < Patience) await Task.Delay(Beat, wall, cancellationToken);
    }

    private sealed class Watcher(BookWatch owner, MarketCode market) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0) owner._watched.AddOrUpdate(market, 0, static (_, watchers) => watchers - 1);
        }
    }
}
