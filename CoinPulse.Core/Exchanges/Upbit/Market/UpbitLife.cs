using System.Diagnostics.CodeAnalysis;
using CoinPulse.Core.Exchanges.Upbit.Rest;
using CoinPulse.Core.Exchanges.Upbit.Stream;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Hub;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Exchanges.Upbit.Market;

/// <summary>
/// One run of the source. Two lines: trades of every market, and the books that somebody needs, so that asking for another book never touches the trades. Beside them
/// it closes candles by Upbit's clock, fills what is missing, asks for prices where a line is silent, and keeps the list of markets true.
/// </summary>
internal sealed class UpbitLife(
    MarketHub hub,
    UpbitFeed feed,
    UpbitMarketList list,
    UpbitHistory history,
    UpbitQuotation quotation,
    UpbitLimiter limiter,
    UpbitOptions options,
    IEnumerable<IBookInterest> interests,
    TimeProvider wall,
    ILogger logger) : IUpbitListener
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LateTrades = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan CandleIsThere = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SilentTrades = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SilentBooks = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan OldPrice = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ListEvery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan StandingsEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(5);
    private const int BooksInOneRequest = 50;

    private readonly Dictionary<MarketCode, long> _askedStamps = [];
    private volatile bool _isHeard;
    private volatile FeedTrouble _streamTrouble = FeedTrouble.NoAnswer;
    private volatile FeedTrouble _restTrouble = FeedTrouble.None;
    private long _connectedTicks = long.MaxValue;
    private long _listedStamp = wall.GetTimestamp();

    /// <summary>The minute in which the line was opened: the last that may be half. Null while there is no line.</summary>
    private DateTimeOffset? HeardSince => Volatile.Read(ref _connectedTicks) is var ticks && ticks != long.MaxValue ? CandleUnit.Minute1.OpenOf(new DateTimeOffset(ticks, TimeSpan.Zero)) : null;

    public static FeedTrouble TroubleOf(ExchangeFault fault) => fault.Kind switch
    {
        ExchangeFaultKind.TooManyRequests => FeedTrouble.Blocked,
        ExchangeFaultKind.Busy or ExchangeFaultKind.MarketHalted => FeedTrouble.Maintenance,
        _ => FeedTrouble.NoAnswer,
    };

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var trades = new UpbitStream("trades", options.WebSocketUrl, SilentTrades, options.Limits.MessagesPerMinute, limiter, this, wall, logger);
        var books = new UpbitStream("books", options.WebSocketUrl, SilentBooks, options.Limits.MessagesPerMinute, limiter, new BookListener(feed), wall, logger);
        Lost("not opened yet", wasSilent: false);
        trades.Want([new UpbitSubscription("trade", list.Listed)]);
        Task[] work =
        [
            trades.RunAsync(over.Token),
            books.RunAsync(over.Token),
            BeatAsync(over.Token),
            KeepAsync("history", FillAsync, over.Token),
            KeepAsync("prices", token => PollAsync(books, token), over.Token),
            KeepAsync("markets", token => ListAsync(trades, token), over.Token),
        ];
        try
        {
            await await Task.WhenAny(work);
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Hear(UpbitMessage message, long stamp)
    {
        if (message is not UpbitTradeMessage trade) return;
        feed.Take(trade, stamp);
        _isHeard = true;
    }

    // A little later than asked: it is not known when Upbit begins to send.
    public void Connected() => Volatile.Write(ref _connectedTicks, (feed.Time.Now + CandleIsThere).UtcTicks);

    public void Lost(string why, bool wasSilent)
    {
        _streamTrouble = wasSilent ? FeedTrouble.Silent : FeedTrouble.NoAnswer;

        // Trades come all the time: up to the last one that was heard nothing is missing.
        var from = feed.HeardAt ?? feed.Time.Now;
        foreach (var market in list.Listed)
        {
            hub.BoardOf(market)?.Past.HeardUntil(from);
            history.Miss(market, from);
        }

        _isHeard = false;
        Volatile.Write(ref _connectedTicks, long.MaxValue);
    }

    /// <summary>Closes candles and says how we stand.</summary>
    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        using var beat = new PeriodicTimer(Beat, wall);
        do
        {
            var now = feed.Time.Now;
            hub.ClockAhead = feed.Time.Ahead;
            if (_isHeard)
            {
                feed.CloseUntil(now - LateTrades, history.IsWhole);
                hub.Enter(FeedState.Live);
            }
            else
            {
                // Prices that are asked for keep the guards awake; entries wait all the same.
                hub.Enter(_restTrouble == FeedTrouble.None ? FeedState.Stale : FeedState.Down, _restTrouble == FeedTrouble.None ? _streamTrouble : _restTrouble);
            }
        }
        while (await beat.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>One market that misses something, those under guard first, when the last half minute is over; then a unit that nobody waits for.</summary>
    private async Task FillAsync(CancellationToken cancellationToken)
    {
        if (HeardSince is not { } through || feed.Time.Now < through.AddMinutes(1) + CandleIsThere)
        {
            await Task.Delay(Beat, wall, cancellationToken);
            return;
        }

        var now = feed.Time.Now;
        if (NextMissing() is { } market)
        {
            if (hub.BoardOf(market) is { } board) await FillAsync(board, through, now, cancellationToken);
            else history.Forget(market);
            return;
        }

        if (!await history.DeepenAsync(hub.BoardOf, now - CandleIsThere, cancellationToken)) await Task.Delay(Beat, wall, cancellationToken);
    }

    private async Task FillAsync(MarketBoard board, DateTimeOffset through, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await history.FillAsync(board, through, now - CandleIsThere, cancellationToken);
            hub.TellFilled(board.Info.Market);
        }
        catch (UpbitException hopeless) when (hopeless.Fault.Kind is ExchangeFaultKind.MarketNotFound or ExchangeFaultKind.Invalid)
        {
            // It has left since the list was read, or its candles cannot be had. The others must not wait for it.
            logger.LogWarning("The past of {Market} cannot be had ({Why}); no strategy looks at it", board.Info.Market, hopeless.Message);
            history.Forget(board.Info.Market);
        }
    }

    private MarketCode? NextMissing()
    {
        var guarded = Interests();
        return list.Listed.Where(history.IsMissing)
            .OrderByDescending(guarded.Contains)
            .ThenByDescending(market => hub.Quote(market)?.Value24Hours.Value ?? 0)
            .Select(market => (MarketCode?)market)
            .FirstOrDefault();
    }

    /// <summary>Keeps the books to what is needed, and asks for prices where none come.</summary>
    private async Task PollAsync(UpbitStream books, CancellationToken cancellationToken)
    {
        var wanted = Interests();
        wanted.IntersectWith(list.Listed);
        books.Want([new UpbitSubscription("orderbook", [.. wanted.Order()]) { BookLevels = OrderBook.VisibleLevels }]);
        foreach (var market in list.Listed.Where(market => !wanted.Contains(market) && feed.AgeOfBook(market) is not null)) feed.ForgetBook(market);

        try
        {
            var old = wanted.Where(market => feed.AgeOfBook(market) is not { } age || age >= OldPrice)
                .Where(market => !_askedStamps.TryGetValue(market, out var stamp) || wall.GetElapsedTime(stamp) >= PollEvery).ToList();
            foreach (var some in old.Chunk(BooksInOneRequest))
            {
                foreach (var market in some) _askedStamps[market] = wall.GetTimestamp();
                foreach (var book in await quotation.BooksAsync(some, null, OrderBook.VisibleLevels, cancellationToken)) feed.Take(book, wall.GetTimestamp());
            }

            if (!_isHeard)
            {
                foreach (var ticker in await quotation.AllTickersAsync([Asset.Krw], cancellationToken)) feed.Take(ticker, wall.GetTimestamp());
                _restTrouble = FeedTrouble.None;
            }
        }
        catch (UpbitException no)
        {
            _restTrouble = TroubleOf(no.Fault);
        }

        await Task.Delay(_isHeard ? Beat : PollEvery, wall, cancellationToken);
    }

    private async Task ListAsync(UpbitStream trades, CancellationToken cancellationToken)
    {
        if (wall.GetElapsedTime(_listedStamp) >= ListEvery)
        {
            var before = list.Listed;
            await list.RefreshAsync(cancellationToken);
            _listedStamp = wall.GetTimestamp();
            foreach (var market in list.Listed.Except(before)) history.MissEverything(market);
            foreach (var market in before.Except(list.Listed)) history.Forget(market);
        }

        await list.RefreshStandingsAsync(cancellationToken);
        feed.Open(list.Markets);
        trades.Want([new UpbitSubscription("trade", list.Listed)]);
        await list.KeepAsync(cancellationToken);
        await Task.Delay(StandingsEvery, wall, cancellationToken);
    }

    private HashSet<MarketCode> Interests() => [.. hub.Books.Markets, .. interests.SelectMany(interest => interest.Markets)];

    /// <summary>Does a piece of work over and over; what goes wrong in it takes no price from anybody.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The supervisor of a standing loop: history, polls and lists are tried again, whatever broke them.")]
    private async Task KeepAsync(string name, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await work(cancellationToken);
                continue;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception fault)
            {
                logger.LogWarning("Upbit's {Work} could not be read ({Why}); trying again in {Seconds} s", name, fault.Message, AfterTrouble.TotalSeconds);
            }

            await Task.Delay(AfterTrouble, wall, cancellationToken);
        }
    }

    private sealed class BookListener(UpbitFeed feed) : IUpbitListener
    {
        public void Hear(UpbitMessage message, long stamp)
        {
            if (message is UpbitBookMessage book) feed.Take(book.Book, stamp);
        }

        public void Connected()
        {
        }

        public void Lost(string why, bool wasSilent)
        {
        }
    }
}
