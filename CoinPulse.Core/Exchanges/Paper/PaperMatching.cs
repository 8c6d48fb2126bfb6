using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Exchanges.Paper;

internal enum MatchKind
{
    /// <summary>Filled against the market.</summary>
    Market,

    /// <summary>Filled against an order of the same account (<see cref="SelfMatch.None"/>).</summary>
    Own,

    /// <summary>The own order in the way is cancelled; the taker goes on.</summary>
    CancelMaker,

    /// <summary>Taker and own order both shrink by the quantity; nothing trades.</summary>
    Reduce,

    /// <summary>The rest of the taker is cancelled.</summary>
    CancelTaker,
}

/// <summary>One thing that happens while an order takes from the book.</summary>
/// <param name="Maker">The number of the own order that was met; 0 for the market.</param>
internal readonly record struct Match(MatchKind Kind, Price Price, Quantity Quantity, long Maker = 0);

/// <summary>A resting order that a print filled, and its queue afterwards.</summary>
internal readonly record struct RestingMatch(long Order, Quantity Filled, Quantity? QueueAhead);

/// <summary>How orders meet the market. Pure: values in, values out; nothing here knows of accounts, clocks or databases.</summary>
internal static class PaperMatching
{
    /// <summary>What an incoming order takes at once.</summary>
    /// <param name="order">The order as it comes in: nothing executed yet.</param>
    /// <param name="levels">The opposite side, best first, with what our own earlier fills took of it gone.</param>
    /// <param name="own">The account's own resting orders on the opposite side of this market.</param>
    public static IReadOnlyList<Match> Take(PaperOrder order, IEnumerable<BookLevel> levels, IEnumerable<PaperOrder> own)
    {
        var taking = new Taking(order);
        var makers = new Queue<PaperOrder>(order.Side == OrderSide.Bid
            ? own.OrderBy(maker => maker.Limit!.Value).ThenBy(maker => maker.Number)
            : own.OrderByDescending(maker => maker.Limit!.Value).ThenBy(maker => maker.Number));

        foreach (var level in levels)
        {
            while (!taking.IsOver && makers.TryPeek(out var maker) && IsMetBefore(maker, level)) taking.Meet(makers.Dequeue());
            if (taking.IsOver || !taking.Reaches(level.Price)) break;
            taking.Take(level);
        }

        while (!taking.IsOver && makers.TryDequeue(out var maker)) taking.Meet(maker);
        return taking.Matches;
    }

    /// <summary>What a print does to the resting orders of one account in its market. Orders without any change are not listed.</summary>
    /// <param name="resting">The account's resting orders of the market.</param>
    /// <param name="price">The price that was printed.</param>
    /// <param name="traded">The coins that were printed.</param>
    public static IReadOnlyList<RestingMatch> Print(IEnumerable<PaperOrder> resting, Price price, Quantity traded)
    {
        var matches = new List<RestingMatch>();
        var atPrice = new List<PaperOrder>();
        foreach (var order in resting.OrderBy(order => order.Number))
        {
            if (IsThrough(order, price)) matches.Add(new RestingMatch(order.Number, order.Rest, Quantity.Zero));
            else if (order.Limit == price && order.QueueAhead is not null) atPrice.Add(order);
        }

        foreach (var side in atPrice.GroupBy(order => order.Side)) matches.AddRange(PrintAt([.. side], traded));
        return matches;
    }

    /// <summary>
    /// The coins before an order that starts to rest: what the book shows at its price. Null when its price lies beyond the visible
    /// levels or the book is not known.
    /// </summary>
    public static Quantity? QueueAhead(OrderSide side, Price limit, OrderBook? book)
    {
        if (book is null) return null;

        var levels = side == OrderSide.Bid ? book.Bids : book.Asks;
        foreach (var level in levels)
        {
            if (level.Price == limit) return level.Size;
        }

        var isBeyond = levels.Count >= OrderBook.VisibleLevels && (side == OrderSide.Bid ? limit < levels[^1].Price : limit > levels[^1].Price);
        return isBeyond ? null : Quantity.Zero;
    }

    // A print beyond its price means that everything at its price is gone, the order with it.
    private static bool IsThrough(PaperOrder order, Price price) => order.Side == OrderSide.Bid ? price < order.Limit!.Value : price > order.Limit!.Value;

    /// <summary>One queue at one price: the coins that stood there before, with our orders in between, in the order in which they came.</summary>
    private static IEnumerable<RestingMatch> PrintAt(List<PaperOrder> queue, Quantity traded)
    {
        var rest = traded;
        var others = Quantity.Zero;   // what of the print went to the coins of other people
        var fills = new List<(PaperOrder Order, Quantity Filled)>();
        foreach (var order in queue)
        {
            var ahead = Quantity.Max(order.QueueAhead!.Value - others, Quantity.Zero);
            var passed = Quantity.Min(ahead, rest);
            (others, rest) = (others + passed, rest - passed);

            var filled = Quantity.Min(order.Rest, rest);
            rest -= filled;
            fills.Add((order, filled));
        }

        foreach (var (order, filled) in fills)
        {
            var ahead = Quantity.Max(order.QueueAhead!.Value - others, Quantity.Zero);
            if (filled.IsPositive || ahead != order.QueueAhead) yield return new RestingMatch(order.Number, filled, ahead);
        }
    }

    // At one price the coins that stood there first come first.
    private static bool IsMetBefore(PaperOrder maker, BookLevel level) =>
        maker.Limit == level.Price ? maker.QueueAhead is { IsZero: true } : maker.Side == OrderSide.Ask ? maker.Limit < level.Price : maker.Limit > level.Price;

    /// <summary>An order on its way through the opposite side.</summary>
    private sealed class Taking(PaperOrder order)
    {
        private Quantity _coins = order.Quantity ?? Quantity.Zero;
        private Krw _funds = order.Funds ?? Krw.Zero;

        public List<Match> Matches { get; } = [];

        public bool IsOver { get; private set; }

        public bool Reaches(Price price) => order.Limit is not { } limit || (order.Side == OrderSide.Bid ? price <= limit : price >= limit);

        public void Take(BookLevel level)
        {
            var wanted = WantedAt(level.Price);
            var taken = Quantity.Min(wanted, level.Size);
            if (taken.IsPositive) Fill(new Match(MatchKind.Market, level.Price, taken));
            if (!WantedAt(level.Price).IsPositive) IsOver = true;
        }

        public void Meet(PaperOrder maker)
        {
            var price = maker.Limit!.Value;
            var quantity = Quantity.Min(WantedAt(price), maker.Rest);
            if (!quantity.IsPositive || !Reaches(price))
            {
                IsOver = true;
                return;
            }

            switch (order.SelfMatch)
            {
                case SelfMatch.CancelMaker:
                    Matches.Add(new Match(MatchKind.CancelMaker, price, quantity, maker.Number));
                    break;
                case SelfMatch.CancelTaker:
                    Matches.Add(new Match(MatchKind.CancelTaker, price, quantity, maker.Number));
                    IsOver = true;
                    break;
                case SelfMatch.Reduce:
                    Fill(new Match(MatchKind.Reduce, price, quantity, maker.Number));
                    break;
                case SelfMatch.None:
                    Fill(new Match(MatchKind.Own, price, quantity, maker.Number));
                    break;
            }
        }

        private void Fill(Match match)
        {
            Matches.Add(match);
            if (order.Funds is null) _coins -= match.Quantity;
            else _funds -= VenueRules.FundsOf(match.Price, match.Quantity);
        }

        private Quantity WantedAt(Price price) => order.Funds is null ? _coins : _funds / price;
    }
}
