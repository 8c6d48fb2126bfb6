using System.Collections.Concurrent;
using System.Collections.Immutable;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;

namespace CoinPulse.Core.Exchanges.Paper;

/// <summary>
/// The market side of the paper exchange: it hears every print and hands it to the accounts whose resting orders it can reach. A print in a
/// market without resting orders costs one look into a dictionary.
/// </summary>
public sealed class PaperVenue : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _wall;
    private readonly CancellationTokenSource _stopping = new();
    private readonly IDisposable _subscription;
    private readonly ConcurrentDictionary<MarketCode, ImmutableArray<Watched>> _watched = new();
    private readonly Dictionary<PaperExchange, HashSet<MarketCode>> _marketsOf = [];
    private readonly ConcurrentQueue<PaperExchange> _waiting = new();

    /// <param name="hub">The prices that drive the matching.</param>
    /// <param name="wall">The wall clock, for pauses when the database is away.</param>
    /// <param name="stepsByHand">
    /// Nothing runs by itself: prints wait until the account is next used or <see cref="PumpAsync"/> is called. Backtests and tests are repeatable so.
    /// </param>
    public PaperVenue(IMarketHub hub, TimeProvider wall, bool stepsByHand = false)
    {
        (Hub, _wall, StepsByHand) = (hub, wall, stepsByHand);
        Stopping = _stopping.Token;   // outlives the source: a worker may look after the end
        _subscription = hub.Subscribe(Hear, SubscriptionOrder.Venue);
    }

    internal IMarketHub Hub { get; }

    internal bool StepsByHand { get; }

    internal CancellationToken Stopping { get; }

    /// <summary>Stepped by hand: works off every print that came so far, in order; returns when nothing is left to do.</summary>
    public async Task PumpAsync(CancellationToken cancellationToken = default)
    {
        while (_waiting.TryDequeue(out var exchange)) await exchange.DrainAsync(cancellationToken);
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _stopping.Cancel();
        _stopping.Dispose();
    }

    /// <summary>Why an account cannot trade here now, whatever it sends; null when it can.</summary>
    internal ExchangeFault? IsClosedTo(TradingAccount account)
    {
        if (account.Source != Hub.Source)
        {
            return new ExchangeFault(ExchangeFaultKind.Busy, "other_source", "이 모의투자 계좌의 시세가 지금은 들어오지 않습니다.");
        }

        return Hub.State is FeedState.WarmingUp or FeedState.Down
            ? new ExchangeFault(ExchangeFaultKind.Busy, "market_offline", "시세를 받지 못해 모의 거래소가 주문을 받지 않습니다.")
            : null;
    }

    /// <summary>Leaves an account's prints to the next <see cref="PumpAsync"/>.</summary>
    internal void Await(PaperExchange exchange) => _waiting.Enqueue(exchange);

    /// <summary>Waits before the database is asked again. False when the venue is closing.</summary>
    internal async Task<bool> PauseAsync()
    {
        await Task.Delay(Pause, _wall, Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !Stopping.IsCancellationRequested;
    }

    /// <summary>Hands every print of a market to an account that is about to place an order there.</summary>
    internal void WatchEverything(PaperExchange exchange, MarketCode market)
    {
        lock (_gate)
        {
            Put(market, new Watched(exchange, LowestAsk: default(Price), HighestBid: null));
        }
    }

    /// <summary>Watches what the account's resting orders need, and nothing else.</summary>
    /// <param name="state">Null when it is not known: then what was watched stays watched.</param>
    internal void Watch(PaperExchange exchange, PaperState? state)
    {
        if (state is null || state.Account.Source != Hub.Source) return;
        lock (_gate)
        {
            var needed = state.Resting.Values.GroupBy(order => order.Market).ToDictionary(orders => orders.Key, orders => Reach(exchange, orders));
            if (_marketsOf.TryGetValue(exchange, out var markets))
            {
                foreach (var market in markets.Where(market => !needed.ContainsKey(market)).ToList()) Remove(market, exchange);
            }

            foreach (var (market, watched) in needed) Put(market, watched);
        }
    }

    private static Watched Reach(PaperExchange exchange, IEnumerable<PaperOrder> orders)
    {
        Price? lowestAsk = null;
        Price? highestBid = null;
        foreach (var order in orders)
        {
            var limit = order.Limit!.Value;
            if (order.Side == OrderSide.Ask) lowestAsk = lowestAsk is { } low ? Price.Min(low, limit) : limit;
            else highestBid = highestBid is { } high ? Price.Max(high, limit) : limit;
        }

        return new Watched(exchange, lowestAsk, highestBid);
    }

    // On the feed's thread: it only looks and hands on.
    private void Hear(PriceEvent priceEvent)
    {
        if (priceEvent.Kind == PriceEventKind.Book || !_watched.TryGetValue(priceEvent.Market, out var watchers)) return;
        foreach (var watched in watchers)
        {
            if (watched.IsReachedBy(priceEvent.Last)) watched.Exchange.Enqueue(priceEvent);
        }
    }

    private void Put(MarketCode market, Watched watched)
    {
        var watchers = _watched.GetValueOrDefault(market, []);
        var index = watchers.IndexOf(watched, SameExchange.Instance);
        if (index >= 0 && watchers[index] == watched) return;
        _watched[market] = index < 0 ? watchers.Add(watched) : watchers.SetItem(index, watched);
        if (!_marketsOf.TryGetValue(watched.Exchange, out var markets)) _marketsOf[watched.Exchange] = markets = [];
        markets.Add(market);
    }

    private void Remove(MarketCode market, PaperExchange exchange)
    {
        var left = _watched[market].RemoveAll(watched => watched.Exchange == exchange);
        if (left.IsEmpty) _watched.TryRemove(market, out _);
        else _watched[market] = left;
        _marketsOf[exchange].Remove(market);
    }

    /// <summary>What one account waits for in one market.</summary>
    private sealed record Watched(PaperExchange Exchange, Price? LowestAsk, Price? HighestBid)
    {
        public bool IsReachedBy(Price last) => last >= LowestAsk || last <= HighestBid;
    }

    private sealed class SameExchange : IEqualityComparer<Watched>
    {
        public static readonly SameExchange Instance = new();

        public bool Equals(Watched? x, Watched? y) => x?.Exchange == y?.Exchange;

        public int GetHashCode(Watched obj) => obj.Exchange.GetHashCode();
    }
}
