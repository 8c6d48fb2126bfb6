using CoinPulse.Core.Exchanges.Upbit.Rest;
using CoinPulse.Core.Exchanges.Upbit.Stream;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Exchanges.Upbit.Market;

/// <summary>
/// Turns what Upbit sends, on whichever line, into the hub's events: each trade once, nothing older than what is held, one event at a time.
/// </summary>
internal sealed class UpbitFeed(MarketHub hub, TimeProvider wall)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);

    public ExchangeTime Time { get; } = new(wall);

    /// <summary>Upbit's time when the last trade was heard as it happened; null before the first.</summary>
    public DateTimeOffset? HeardAt { get; private set; }

    /// <summary>Messages that lacked a part they cannot be without.</summary>
    public int Unusable { get; private set; }

    /// <summary>Names the markets; what is known of a market stays.</summary>
    public void Open(IReadOnlyList<MarketInfo> markets)
    {
        lock (_gate)
        {
            hub.Open(markets);
            foreach (var info in markets) _lanes.TryAdd(info.Market.Value, new Lane(hub.BoardOf(info.Market)!));
        }
    }

    public void Take(UpbitTradeMessage trade, long stamp)
    {
        lock (_gate)
        {
            if (trade.Code is null || !_lanes.TryGetValue(trade.Code, out var lane)) return;
            if (trade.TradePrice is not > 0 || trade.TradeVolume is not >= 0 || UpbitJson.InstantOf(trade.TradeTimestamp ?? trade.Timestamp) is not { } at)
            {
                Unusable++;
                return;
            }

            // Upbit names each trade; one that comes again, live or as a snapshot, is the same.
            if (trade.SequentialId is { } id && !lane.IsNew(id)) return;
            var (price, coins) = (new Price(trade.TradePrice.Value), Quantity.CutFrom(trade.TradeVolume.Value));
            var isSnapshot = trade.StreamType == "SNAPSHOT";
            if (!isSnapshot)
            {
                if (UpbitJson.InstantOf(trade.Timestamp) is { } sentAt) Time.Observe(sentAt);
                HeardAt = Time.Now;
                lane.Board.Fold(price.ToCandle(), (double)coins.Value, at);
            }

            if (at < lane.TradedAt) return;
            (lane.TradedAt, lane.Last) = (at, price);
            hub.Tell(lane.Board, new PriceEvent(
                lane.Market, PriceEventKind.Trade, price, isSnapshot ? Quantity.Zero : coins, PriceOf(trade.BestBidPrice), PriceOf(trade.BestAskPrice), null, at, stamp));
        }
    }

    /// <summary>A whole book, of the stream or asked for.</summary>
    public void Take(UpbitBook told, long stamp)
    {
        lock (_gate)
        {
            if ((told.Code ?? told.Market) is not { } code || !_lanes.TryGetValue(code, out var lane)) return;
            if (told.ToBook() is not { } book)
            {
                Unusable++;
                return;
            }

            if (book.At < lane.BookAt || (book.At == lane.BookAt && told.StreamType == "SNAPSHOT")) return;
            (lane.BookAt, lane.BookStamp) = (book.At, stamp);
            if ((lane.Last ?? book.BestBid ?? book.BestAsk) is not { } last) return;
            hub.Tell(lane.Board, new PriceEvent(lane.Market, PriceEventKind.Book, last, Quantity.Zero, book.BestBid, book.BestAsk, book, book.At, stamp));
        }
    }

    /// <summary>A price that was asked for because none came. It is the newest trade, of which we may have missed many before; it is counted into no candle.</summary>
    public void Take(UpbitTicker ticker, long stamp)
    {
        lock (_gate)
        {
            if (ticker.Market is null || !_lanes.TryGetValue(ticker.Market, out var lane) || ticker.TradePrice is not > 0) return;
            if (UpbitJson.InstantOf(ticker.TradeTimestamp ?? ticker.Timestamp) is not { } at || at < lane.TradedAt) return;
            (lane.TradedAt, lane.Last) = (at, new Price(ticker.TradePrice.Value));
            hub.Tell(lane.Board, new PriceEvent(lane.Market, PriceEventKind.Trade, lane.Last.Value, Quantity.Zero, null, null, null, at, stamp));
        }
    }

    /// <summary>How long ago the book of a market came; null when it has none.</summary>
    public TimeSpan? AgeOfBook(MarketCode market)
    {
        lock (_gate)
        {
            return _lanes.TryGetValue(market.Value, out var lane) && lane.BookStamp is { } stamp ? wall.GetElapsedTime(stamp) : null;
        }
    }

    public void ForgetBook(MarketCode market)
    {
        lock (_gate)
        {
            if (!_lanes.TryGetValue(market.Value, out var lane)) return;
            lane.BookStamp = null;
            lane.Board.ForgetBook();
        }
    }

    /// <summary>Closes the candles that are over, a little late: the last trades of a minute are still on their way when it ends.</summary>
    public void CloseUntil(DateTimeOffset now, bool areWhole)
    {
        lock (_gate)
        {
            hub.CloseUntil(now, areWhole);
        }
    }

    private static Price? PriceOf(decimal? price) => price > 0 ? new Price(price.Value) : null;

    private sealed class Lane(MarketBoard board)
    {
        private const int Remembered = 512;

        private readonly HashSet<long> _ids = [];
        private readonly Queue<long> _inOrder = [];

        public MarketBoard Board { get; } = board;

        public MarketCode Market { get; } = board.Info.Market;

        public Price? Last { get; set; }

        public DateTimeOffset TradedAt { get; set; }

        public DateTimeOffset BookAt { get; set; }

        public long? BookStamp { get; set; }

        public bool IsNew(long id)
        {
            if (!_ids.Add(id)) return false;
            _inOrder.Enqueue(id);
            if (_inOrder.Count > Remembered) _ids.Remove(_inOrder.Dequeue());
            return true;
        }
    }
}
