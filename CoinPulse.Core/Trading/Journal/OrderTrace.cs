using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading.Books;

namespace CoinPulse.Core.Trading.Journal;

/// <summary>Whether an account shows what an order whose fate nobody knows would have left in it. Pure.</summary>
internal static class OrderTrace
{
    /// <summary>
    /// A trade moves coins and won. Where one of the two has not gone its way, it did not happen; on the other side may stand what a person moved and nothing explains yet, and
    /// that must keep no guard from its next attempt.
    /// </summary>
    /// <param name="side">Of the order.</param>
    /// <param name="market">Of the order.</param>
    /// <param name="books">What our books say; they have no entry of the order.</param>
    /// <param name="theirs">What the exchange says.</param>
    public static bool IsNone(OrderSide side, MarketCode market, IReadOnlyList<BookBalance> books, AccountBalances theirs)
    {
        var (coins, total) = (books.Coins(market), theirs.Of(market.Base).Total);
        return (side == OrderSide.Bid ? total <= coins : total >= coins) || (theirs.Cash - books.Cash()).Abs() < BookBalances.Rounding;
    }

    /// <summary>Whether no sell of the market rests; null while the exchange does not say.</summary>
    public static bool? NoOpenSell(MarketCode market, ExchangeAnswer<IReadOnlyList<ExchangeOrder>> open) =>
        open.Kind == AnswerKind.Answered ? !open.Value.Any(order => order.Market == market && order.Side == OrderSide.Ask) : null;
}
