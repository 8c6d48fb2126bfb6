namespace CoinPulse.Core.Markets;

/// <summary>The state of the price feed as everybody must see it.</summary>
public enum FeedState
{
    /// <summary>The source is being prepared (history is being made or read). Nothing is decided yet.</summary>
    WarmingUp,
    Live,

    /// <summary>Nothing has come for ten seconds. Entries wait; exits do not.</summary>
    Stale,
    Down,
}

/// <summary>What keeps prices away.</summary>
public enum FeedTrouble
{
    None,

    /// <summary>The recording has been played to its end.</summary>
    RecordingOver,
}

/// <summary>
/// The one place in a process where prices come in; it feeds everybody. There is one hub per process and it has one source.
/// </summary>
public interface IMarketHub
{
    PriceSource Source { get; }

    FeedState State { get; }

    /// <summary>Why prices do not come, where it is known.</summary>
    FeedTrouble Trouble => FeedTrouble.None;

    /// <summary>Wall time since the newest event of any market; null before the first.</summary>
    TimeSpan? Age { get; }

    /// <summary>Every market of the source, in the source's order.</summary>
    IReadOnlyList<MarketInfo> Markets { get; }

    MarketInfo? Find(MarketCode market);

    /// <summary>The newest of one market; null when no price has come yet.</summary>
    MarketQuote? Quote(MarketCode market);

    /// <summary>Wall time since the newest event of this market; null before the first.</summary>
    TimeSpan? AgeOf(MarketCode market);

    /// <summary>
    /// The closed candles of a market, oldest first, at most <paramref name="count"/>, ending with the newest that is closed.
    /// From memory: never waits for a database or a network.
    /// </summary>
    IReadOnlyList<Candle> Closed(MarketCode market, CandleUnit unit, int count);

    /// <summary>The candle that is still forming; null when nothing has traded in it.</summary>
    Candle? Forming(MarketCode market, CandleUnit unit);

    /// <summary>
    /// Calls <paramref name="onEvent"/> for every event, one after another, on the feed's own thread: it must not block, wait or throw.
    /// Subscribers are called in the order of <paramref name="order"/> (an exchange that matches orders before a guard that looks at them).
    /// </summary>
    IDisposable Subscribe(Action<PriceEvent> onEvent, SubscriptionOrder order = SubscriptionOrder.Reader);
}

/// <summary>Who sees an event first.</summary>
public enum SubscriptionOrder
{
    /// <summary>A built-in exchange, whose matching an event drives.</summary>
    Venue,
    Guard,
    Reader,
}
