using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Markets.Simulated;

/// <summary>
/// Turns the simulated market's prints into the hub's events. Every print is counted into the candles. When a step covers more than a few
/// seconds of the market, the events are merged: of each market the highest and the lowest print where they stand out, and the
/// last; so the events of a wall second stay a few hundred at any speed and a guard still sees every turn.
/// </summary>
internal sealed class SimulatedFeed
{
    private static readonly TimeSpan LongestUnmerged = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan QuoteMoved = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan QuoteStood = TimeSpan.FromSeconds(2.5);

    private readonly SimulatedMarket _market;
    private readonly MarketHub _hub;
    private readonly TimeProvider _wall;
    private readonly Lane[] _lanes;
    private readonly Action<int, Print> _onPrint;
    private bool _isMerging;

    public SimulatedFeed(SimulatedMarket market, MarketHub hub, TimeProvider wall)
    {
        (_market, _hub, _wall) = (market, hub, wall);
        _lanes = [.. market.Coins.Select((coin, i) => new Lane(hub.BoardOf(coin.Info.Market)!, LastKnown(hub, coin) ?? market.QuotesOf(i).Bid))];
        _onPrint = OnPrint;
    }

    /// <summary>Moves the market to <paramref name="until"/> and tells the hub all that happened on the way.</summary>
    public void MoveTo(DateTimeOffset until)
    {
        _isMerging = until - _market.Now > LongestUnmerged;
        _market.Step(until, _onPrint);
        for (var i = 0; i < _lanes.Length; i++)
        {
            if (_isMerging) TellMerged(i);
            TellQuote(i);
        }

        _hub.CloseUntil(_market.Now);
    }

    private static double? LastKnown(MarketHub hub, SimulatedCoin coin) => hub.Quote(coin.Info.Market) is { } quote
        ? quote.Last.ToCandle()
        : hub.Closed(coin.Info.Market, CandleUnit.Minute1, 1) is [var newest] ? newest.Close : null;

    private void OnPrint(int coin, Print print)
    {
        var lane = _lanes[coin];
        lane.Board.Fold(print.Price, print.Coins, print.At);
        if (_isMerging)
        {
            lane.Merge(print);
        }
        else
        {
            Tell(coin, print, print.Coins);
        }
    }

    private void TellMerged(int coin)
    {
        var lane = _lanes[coin];
        if (lane.Latest is not { } latest) return;

        var (high, low, rest) = (lane.High, lane.Low, lane.Coins);
        var showsHigh = high.Price > Math.Max(lane.Last, latest.Price);
        var showsLow = low.Price < Math.Min(lane.Last, latest.Price);
        if (showsHigh && (!showsLow || high.At <= low.At)) rest -= Turn(high);
        if (showsLow) rest -= Turn(low);
        if (showsHigh && showsLow && high.At > low.At) rest -= Turn(high);
        Tell(coin, latest, rest);
        lane.Latest = null;

        double Turn(Print print)
        {
            Tell(coin, print, print.Coins);
            return print.Coins;
        }
    }

    private void Tell(int coin, Print print, double coins)
    {
        var lane = _lanes[coin];
        lane.Last = print.Price;
        var book = SimulatedBook.Make(_market.Coins[coin], print.Bid, print.Ask, print.At, _market.Seed);
        Tell(lane, PriceEventKind.Trade, Quantity.CutFrom((decimal)Math.Max(coins, 0)), book, print.Bid, print.Ask);
    }

    private void TellQuote(int coin)
    {
        var lane = _lanes[coin];
        var (bid, ask) = _market.QuotesOf(coin);
        var silence = lane.ToldStamp is { } stamp ? _wall.GetElapsedTime(stamp) : TimeSpan.MaxValue;
        var hasMoved = lane.Bid != bid || lane.Ask != ask;
        if (silence < (hasMoved ? QuoteMoved : QuoteStood)) return;

        Tell(lane, PriceEventKind.Book, Quantity.Zero, _market.BookOf(coin), bid, ask);
    }

    private void Tell(Lane lane, PriceEventKind kind, Quantity coins, OrderBook book, double bid, double ask)
    {
        (lane.Bid, lane.Ask) = (bid, ask);
        var stamp = _wall.GetTimestamp();
        lane.ToldStamp = stamp;
        _hub.Tell(lane.Board, new PriceEvent(book.Market, kind, Price.FromCandle(lane.Last), coins, book.BestBid, book.BestAsk, book, book.At, stamp));
    }

    private sealed class Lane(MarketBoard board, double last)
    {
        public MarketBoard Board { get; } = board;

        public double Last { get; set; } = last;

        public double Bid { get; set; }

        public double Ask { get; set; }

        public long? ToldStamp { get; set; }

        public Print? Latest { get; set; }

        public Print High { get; private set; }

        public Print Low { get; private set; }

        public double Coins { get; private set; }

        public void Merge(in Print print)
        {
            var isFirst = Latest is null;
            if (isFirst || print.Price > High.Price) High = print;
            if (isFirst || print.Price < Low.Price) Low = print;
            Coins = isFirst ? print.Coins : Coins + print.Coins;
            Latest = print;
        }
    }
}
