using System.Collections.Concurrent;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Tests.Support;

/// <summary>
/// A market that does only what a test says. Events are dispatched before the call returns, venue first, then guards, then readers;
/// nothing happens by itself. Its feed is live and fresh until a test says otherwise.
/// </summary>
internal sealed class HandDrivenHub(TimeProvider clock, PriceSource source = PriceSource.Simulated) : IMarketHub
{
    private readonly Dictionary<MarketCode, MarketInfo> _markets = [];
    private readonly List<MarketCode> _order = [];
    private readonly Dictionary<MarketCode, MarketQuote> _quotes = [];
    private readonly Dictionary<(MarketCode Market, CandleUnit Unit), IReadOnlyList<Candle>> _closed = [];
    private readonly Dictionary<(MarketCode Market, CandleUnit Unit), Candle> _forming = [];
    private readonly List<Subscription> _subscriptions = [];
    private TimeSpan? _age = TimeSpan.Zero;

    public PriceSource Source => source;

    public FeedState State { get; set; } = FeedState.Live;

    public TimeSpan? Age => _quotes.Count == 0 ? null : _age;

    public IReadOnlyList<MarketInfo> Markets => [.. _order.Select(market => _markets[market])];

    public MarketInfo? Find(MarketCode market) => _markets.GetValueOrDefault(market);

    public MarketQuote? Quote(MarketCode market) => _quotes.GetValueOrDefault(market);

    public TimeSpan? AgeOf(MarketCode market) => _quotes.ContainsKey(market) ? _age : null;

    /// <summary>The markets whose closed candles were asked for, in that order.</summary>
    public ConcurrentQueue<MarketCode> Asked { get; } = new();

    /// <summary>The markets whose books somebody looks at.</summary>
    public List<MarketCode> WatchedBooks { get; } = [];

    public IDisposable WatchBook(MarketCode market)
    {
        WatchedBooks.Add(market);
        return new Watch(this, market);
    }

    public IReadOnlyList<Candle> Closed(MarketCode market, CandleUnit unit, int count)
    {
        Asked.Enqueue(market);
        return _closed.TryGetValue((market, unit), out var candles) ? [.. candles.TakeLast(count)] : [];
    }

    public Candle? Forming(MarketCode market, CandleUnit unit) => _forming.TryGetValue((market, unit), out var candle) ? candle : null;

    public IDisposable Subscribe(Action<PriceEvent> onEvent, SubscriptionOrder order = SubscriptionOrder.Reader)
    {
        var subscription = new Subscription(this, onEvent, order);
        _subscriptions.Add(subscription);
        return subscription;
    }

    /// <summary>Adds a market or changes what is known of it.</summary>
    public void SetMarket(MarketInfo market)
    {
        if (!_markets.ContainsKey(market.Market)) _order.Add(market.Market);
        _markets[market.Market] = market;
    }

    public void SetMarket(MarketCode market) => SetMarket(new MarketInfo(market, market.Base.Value, market.Base.Value));

    public void Halt(MarketCode market, bool halted = true) => SetMarket(_markets[market] with { Halted = halted });

    /// <summary>How old every price looks; null is never heard of.</summary>
    public void SetAge(TimeSpan? age) => _age = age;

    public void SetValue24Hours(MarketCode market, Krw value) => _quotes[market] = _quotes[market] with { Value24Hours = value };

    public void SetClosed(MarketCode market, CandleUnit unit, IReadOnlyList<Candle> candles) => _closed[(market, unit)] = candles;

    public void SetForming(MarketCode market, CandleUnit unit, Candle? candle)
    {
        if (candle is { } value) _forming[(market, unit)] = value;
        else _forming.Remove((market, unit));
    }

    /// <summary>Shows a new order book.</summary>
    public void ShowBook(MarketCode market, IReadOnlyList<BookLevel> bids, IReadOnlyList<BookLevel> asks)
    {
        var now = clock.GetUtcNow();
        var book = new OrderBook(market, bids, asks, now);
        var last = _quotes.GetValueOrDefault(market)?.Last ?? book.BestBid ?? book.BestAsk ?? throw new InvalidOperationException("An empty book before any price.");
        Publish(new PriceEvent(market, PriceEventKind.Book, last, Quantity.Zero, book.BestBid, book.BestAsk, book, now, clock.GetTimestamp()));
    }

    /// <summary>Prints a trade. The book that was shown last stays.</summary>
    public void Print(MarketCode market, Price price, Quantity traded)
    {
        var known = _quotes.GetValueOrDefault(market);
        Publish(new PriceEvent(market, PriceEventKind.Trade, price, traded, known?.Bid, known?.Ask, known?.Book, clock.GetUtcNow(), clock.GetTimestamp()));
    }

    /// <summary>A price of recorded candles: no bid, no ask, no book.</summary>
    public void PrintCandle(MarketCode market, Price price, Quantity traded) =>
        Publish(new PriceEvent(market, PriceEventKind.Candle, price, traded, null, null, null, clock.GetUtcNow(), clock.GetTimestamp()));

    /// <summary>
    /// Puts the market at a price: a book one step around it, as deep as told on each of its levels, and a trade at the bid.
    /// </summary>
    public void PlaceAt(MarketCode market, Price bid, Price ask, Quantity depth, int levels = 5)
    {
        if (!_markets.ContainsKey(market)) SetMarket(market);
        var step = ask - bid;
        ShowBook(
            market,
            [.. Enumerable.Range(0, levels).Select(level => new BookLevel(new Price(bid.Value - step.Value * level), depth)).Where(level => level.Price.IsPositive)],
            [.. Enumerable.Range(0, levels).Select(level => new BookLevel(new Price(ask.Value + step.Value * level), depth))]);
        Print(market, bid, Quantity.Zero);
    }

    public void Publish(PriceEvent priceEvent)
    {
        if (!_markets.ContainsKey(priceEvent.Market)) SetMarket(priceEvent.Market);
        var known = _quotes.GetValueOrDefault(priceEvent.Market);
        _quotes[priceEvent.Market] = new MarketQuote(
            priceEvent.Market,
            priceEvent.Last,
            priceEvent.Bid,
            priceEvent.Ask,
            priceEvent.Book,
            known?.DayOpen ?? priceEvent.Last,
            (known?.Value24Hours ?? new Krw(1_000_000_000)) + priceEvent.Last * priceEvent.Traded,
            priceEvent.At,
            priceEvent.ReceivedStamp);

        foreach (var subscription in _subscriptions.OrderBy(subscription => subscription.Order).ToList())
        {
            subscription.OnEvent(priceEvent);
        }
    }

    private sealed class Watch(HandDrivenHub hub, MarketCode market) : IDisposable
    {
        public void Dispose() => hub.WatchedBooks.Remove(market);
    }

    private sealed class Subscription(HandDrivenHub hub, Action<PriceEvent> onEvent, SubscriptionOrder order) : IDisposable
    {
        public Action<PriceEvent> OnEvent { get; } = onEvent;

        public SubscriptionOrder Order { get; } = order;

        public void Dispose() => hub._subscriptions.Remove(this);
    }
}
