using System.Collections.Frozen;
using CoinPulse.Core.Markets.Candles;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Markets.Hub;

/// <summary>
/// The one place where prices come in. The source's thread is its only writer (<see cref="Publish"/>, <see cref="Tell"/>,
/// <see cref="CloseUntil"/>); everybody else reads what it last swapped in and waits for nobody.
/// </summary>
/// <param name="source">Chosen at the start of the process, after this is made, and never again.</param>
internal sealed class MarketHub(Func<PriceSource> source, TimeProvider wall, ILogger<MarketHub> logger) : IMarketHub
{
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(10);

    private const long Never = long.MinValue;

    private readonly Subscribers _subscribers = new(wall, logger);
    private readonly BookWatch _books = new(wall);
    private Boards _boards = Boards.None;
    private volatile FeedState _phase = FeedState.WarmingUp;
    private volatile FeedTrouble _trouble;
    private Action<MarketCode>? _filled;
    private long _clockAhead;
    private long _newestStamp = Never;
    private long _closedThrough = Never;

    public MarketHub(PriceSource source, TimeProvider wall, ILogger<MarketHub> logger)
        : this(() => source, wall, logger)
    {
    }

    public PriceSource Source => source();

    public FeedState State => _phase switch
    {
        FeedState.Live => Age is { } age && age >= StaleAfter ? FeedState.Stale : FeedState.Live,
        var phase => phase,
    };

    public FeedTrouble Trouble => _trouble;

    /// <summary>Set by a source that has a clock of its own.</summary>
    public TimeSpan ClockAhead
    {
        get => new(Volatile.Read(ref _clockAhead));
        set => Volatile.Write(ref _clockAhead, value.Ticks);
    }

    public DateTimeOffset? ClosedThrough => Volatile.Read(ref _closedThrough) is var ticks && ticks != Never ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public TimeSpan? Age => Volatile.Read(ref _newestStamp) is var stamp && stamp != Never ? wall.GetElapsedTime(stamp) : null;

    public IReadOnlyList<MarketInfo> Markets => Volatile.Read(ref _boards).Infos;

    /// <summary>What each market is kept on, in the source's order.</summary>
    public IReadOnlyList<MarketBoard> AllBoards => Volatile.Read(ref _boards).InOrder;

    /// <summary>Who needs which order books.</summary>
    public BookWatch Books => _books;

    /// <summary>Whether the source can be asked for what is not here: then what is not known is a hole.</summary>
    public bool GivesPast { get; set; }

    public KnownSpans? Known(MarketCode market, CandleUnit unit) => GivesPast ? BoardOf(market)?.Past.Of(unit, ClosedThrough) ?? KnownSpans.None : null;

    public IDisposable WatchBook(MarketCode market) => _books.Watch(market);

    public Task WantBooksAsync(IReadOnlyCollection<MarketCode> markets, CancellationToken cancellationToken) =>
        _books.WantAsync(markets, market => Quote(market)?.Book is not null, cancellationToken);

    public MarketInfo? Find(MarketCode market) => BoardOf(market)?.Info;

    public MarketQuote? Quote(MarketCode market) => BoardOf(market)?.Quote;

    public TimeSpan? AgeOf(MarketCode market) => Quote(market) is { } quote ? wall.GetElapsedTime(quote.ReceivedStamp) : null;

    public IReadOnlyList<Candle> Closed(MarketCode market, CandleUnit unit, int count) => BoardOf(market)?.Closed(unit, count) ?? [];

    public Candle? Forming(MarketCode market, CandleUnit unit) => BoardOf(market)?.Forming(unit);

    public IDisposable Subscribe(Action<PriceEvent> onEvent, SubscriptionOrder order = SubscriptionOrder.Reader) => _subscribers.Add(onEvent, order);

    public IDisposable WhenFilled(Action<MarketCode> onFilled)
    {
        _filled += onFilled;
        return new Filled(this, onFilled);
    }

    /// <summary>Tells that what a market missed has come.</summary>
    public void TellFilled(MarketCode market) => _filled?.Invoke(market);

    public MarketBoard? BoardOf(MarketCode market) => Volatile.Read(ref _boards).ByCode.GetValueOrDefault(market);

    /// <summary>Forgets every market: a warm-up that broke half-way is begun anew, not on top of what it left.</summary>
    public void Clear() => Volatile.Write(ref _boards, Boards.None);

    /// <summary>Names the markets. A market that was known keeps its candles and its quote.</summary>
    public void Open(IReadOnlyList<MarketInfo> markets)
    {
        var boards = markets.Select(info =>
        {
            var board = BoardOf(info.Market) ?? new MarketBoard(info);
            board.Info = info;
            return board;
        });
        Volatile.Write(ref _boards, new Boards([.. boards]));
    }

    /// <summary>Puts other boards in the place of all there are, at once.</summary>
    public void Replace(IReadOnlyList<MarketBoard> boards) => Volatile.Write(ref _boards, new Boards(boards));

    /// <summary>
    /// Says what the source is doing. <see cref="FeedState.Live"/> is a promise that events come: after ten seconds of silence it reads as stale.
    /// </summary>
    /// <param name="trouble">Why it is not live; null when that is as it was.</param>
    public void Enter(FeedState phase, FeedTrouble? trouble = null)
    {
        _trouble = phase == FeedState.Live ? FeedTrouble.None : trouble ?? _trouble;
        if (phase == FeedState.Live) Interlocked.CompareExchange(ref _newestStamp, wall.GetTimestamp(), Never);
        _phase = phase;
    }

    /// <summary>Takes an event in: counts a trade into the candles, swaps the quote, tells the subscribers.</summary>
    public void Publish(PriceEvent change)
    {
        if (BoardOf(change.Market) is not { } board) return;
        if (change.Kind == PriceEventKind.Trade) board.Fold(change.Last.ToCandle(), (double)change.Traded.Value, change.At);
        Tell(board, change);
    }

    /// <summary>
    /// Takes in an event whose trades were already counted by <see cref="MarketBoard.Fold"/>: a source that merges prints at high speed counts
    /// each of them and tells of the turning points only.
    /// </summary>
    public void Tell(MarketBoard board, PriceEvent change)
    {
        board.Show(change);
        Volatile.Write(ref _newestStamp, change.ReceivedStamp);
        _subscribers.Tell(change);
    }

    /// <summary>Closes the candles that are over at the market's time <paramref name="now"/>, traded or not.</summary>
    /// <param name="areWhole">False while something that happened before is still missing from them: nobody decides on them yet.</param>
    public void CloseUntil(DateTimeOffset now, bool areWhole = true)
    {
        foreach (var board in AllBoards) board.CloseUntil(now);
        if (areWhole) Volatile.Write(ref _closedThrough, now.UtcTicks);
    }

    private sealed class Filled(MarketHub hub, Action<MarketCode> onFilled) : IDisposable
    {
        public void Dispose() => hub._filled -= onFilled;
    }

    private sealed record Boards(IReadOnlyList<MarketBoard> InOrder)
    {
        public static readonly Boards None = new([]);

        public FrozenDictionary<MarketCode, MarketBoard> ByCode { get; } = InOrder.ToFrozenDictionary(board => board.Info.Market);

        public IReadOnlyList<MarketInfo> Infos { get; } = [.. InOrder.Select(board => board.Info)];
    }
}
