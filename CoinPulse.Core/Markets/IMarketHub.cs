using CoinPulse.Core.Markets.Candles;

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

/// <summary>Why prices do not come, as far as the source can tell.</summary>
public enum FeedTrouble
{
    None,

    /// <summary>The exchange does not answer.</summary>
    NoAnswer,

    /// <summary>The line is open and nothing comes over it.</summary>
    Silent,

    /// <summary>The exchange refuses us for a while: too many requests.</summary>
    Blocked,

    /// <summary>The exchange answers that it is under maintenance, or answers nonsense.</summary>
    Maintenance,

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

    /// <summary>Why <see cref="State"/> is not live; none when nothing is known.</summary>
    FeedTrouble Trouble => FeedTrouble.None;

    /// <summary>How much the source's clock is ahead of this machine's, as far as it can tell; negative when it is behind. Zero where there is one clock.</summary>
    TimeSpan ClockAhead => TimeSpan.Zero;

    /// <summary>
    /// The market's time up to which every market's candles are closed and whole; null before the first. A decision on a candle that ends later would be made
    /// on half of it.
    /// </summary>
    DateTimeOffset? ClosedThrough => DateTimeOffset.MaxValue;

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
    /// The stretches of which this process has heard or fetched everything, beside those that the store knows; null of a source that has no past to be asked for: what
    /// is stored of it is all there was.
    /// </summary>
    KnownSpans? Known(MarketCode market, CandleUnit unit) => null;

    /// <summary>Asks for a market's order book for as long as the answer is not disposed: somebody looks at it.</summary>
    IDisposable WatchBook(MarketCode market) => NoWatch.Instance;

    /// <summary>
    /// Asks for the order books of markets in which something may be bought in a moment, and waits up to two seconds until they are here. Where every book comes
    /// anyway it returns at once.
    /// </summary>
    Task WantBooksAsync(IReadOnlyCollection<MarketCode> markets, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Calls <paramref name="onEvent"/> for every event, one after another, on the feed's own thread: it must not block, wait or throw.
    /// Subscribers are called in the order of <paramref name="order"/> (an exchange that matches orders before a guard that looks at them).
    /// </summary>
    IDisposable Subscribe(Action<PriceEvent> onEvent, SubscriptionOrder order = SubscriptionOrder.Reader);

    /// <summary>
    /// Calls <paramref name="onFilled"/> when candles that a market missed are there: what its prices were while nobody heard them. Of a source that misses nothing it
    /// is never called. It must not block or throw.
    /// </summary>
    IDisposable WhenFilled(Action<MarketCode> onFilled) => NoWatch.Instance;
}

/// <summary>Of a source that sends every book.</summary>
file sealed class NoWatch : IDisposable
{
    public static readonly NoWatch Instance = new();

    public void Dispose()
    {
    }
}

/// <summary>Who sees an event first.</summary>
public enum SubscriptionOrder
{
    /// <summary>A built-in exchange, whose matching an event drives.</summary>
    Venue,
    Guard,
    Reader,
}
