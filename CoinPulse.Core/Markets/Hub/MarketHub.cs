using System.Collections.Frozen;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Markets.Hub;

/// <summary>
/// The one place where prices come in. The source's thread is its only writer (<see cref="Publish"/>, <see cref="Tell"/>,
/// <see cref="CloseUntil"/>); everybody else reads what it last swapped in and waits for nobody.
/// </summary>
internal sealed class MarketHub(PriceSource source, TimeProvider wall, ILogger<MarketHub> logger) : IMarketHub
{
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(10);

    private const long Never = long.MinValue;

    private readonly Subscribers _subscribers = new(wall, logger);
    private Boards _boards = Boards.None;
    private volatile FeedState _phase = FeedState.WarmingUp;
    private long _newestStamp = Never;

    public PriceSource Source => source;

    public FeedState State => _phase switch
    {
        FeedState.Live => Age is { } age && age >= StaleAfter ? FeedState.Stale : FeedState.Live,
        var phase => phase,
    };

    public FeedTrouble Trouble { get; private set; }

    public TimeSpan? Age => Volatile.Read(ref _newestStamp) is var stamp && stamp != Never ? wall.GetElapsedTime(stamp) : null;

    public IReadOnlyList<MarketInfo> Markets => Volatile.Read(ref _boards).Infos;

    /// <summary>What each market is kept on, in the source's order.</summary>
    public IReadOnlyList<MarketBoard> AllBoards => Volatile.Read(ref _boards).InOrder;

    public MarketInfo? Find(MarketCode market) => BoardOf(market)?.Info;

    public MarketQuote? Quote(MarketCode market) => BoardOf(market)?.Quote;

    public TimeSpan? AgeOf(MarketCode market) => Quote(market) is { } quote ? wall.GetElapsedTime(quote.ReceivedStamp) : null;

    public IReadOnlyList<Candle> Closed(MarketCode market, CandleUnit unit, int count) => BoardOf(market)?.Closed(unit, count) ?? [];

    public Candle? Forming(MarketCode market, CandleUnit unit) => BoardOf(market)?.Forming(unit);

    public IDisposable Subscribe(Action<PriceEvent> onEvent, SubscriptionOrder order = SubscriptionOrder.Reader) => _subscribers.Add(onEvent, order);

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
    public void Enter(FeedState phase, FeedTrouble trouble = FeedTrouble.None)
    {
        if (phase == FeedState.Live) Interlocked.CompareExchange(ref _newestStamp, wall.GetTimestamp(), Never);
        Trouble = trouble;
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
    public void CloseUntil(DateTimeOffset now)
    {
        foreach (var board in AllBoards) board.CloseUntil(now);
    }

    private sealed record Boards(IReadOnlyList<MarketBoard> InOrder)
    {
        public static readonly Boards None = new([]);

        public FrozenDictionary<MarketCode, MarketBoard> ByCode { get; } = InOrder.ToFrozenDictionary(board => board.Info.Market);

        public IReadOnlyList<MarketInfo> Infos { get; } = [.. InOrder.Select(board => board.Info)];
    }
}
