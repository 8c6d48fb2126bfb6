using CoinPulse.Core.Money;

namespace CoinPulse.Core.Markets;

public enum PriceEventKind
{
    Trade,
    Book,

    /// <summary>A candle of recorded data stands for the price; there is no bid.</summary>
    Candle,
}

/// <summary>
/// One change of one market, in the order in which the source sent them.
/// </summary>
/// <param name="Last">The price of the last trade.</param>
/// <param name="Traded">Coins of that trade; zero for a book event.</param>
/// <param name="Bid">The best bid, where the source knows it.</param>
/// <param name="Ask">The best ask, where the source knows it.</param>
/// <param name="Book">The visible book, where the source sends it.</param>
/// <param name="At">The market's time.</param>
/// <param name="ReceivedStamp">Our monotonic counter when the event arrived (<see cref="TimeProvider.GetTimestamp"/>): the start of an exit's stopwatch.</param>
public sealed record PriceEvent(
    MarketCode Market,
    PriceEventKind Kind,
    Price Last,
    Quantity Traded,
    Price? Bid,
    Price? Ask,
    OrderBook? Book,
    DateTimeOffset At,
    long ReceivedStamp);
