using CoinPulse.Core.Money;

namespace CoinPulse.Core.Markets;

public readonly record struct BookLevel(Price Price, Quantity Size);

/// <summary>
/// The visible order book: bids from the best (highest) down, asks from the best (lowest) up, at most thirty levels, as Upbit shows it.
/// </summary>
public sealed record OrderBook(MarketCode Market, IReadOnlyList<BookLevel> Bids, IReadOnlyList<BookLevel> Asks, DateTimeOffset At)
{
    public const int VisibleLevels = 30;

    public Price? BestBid => Bids.Count > 0 ? Bids[0].Price : null;

    public Price? BestAsk => Asks.Count > 0 ? Asks[0].Price : null;

    /// <summary>Coins that the visible bids would take; a larger market sell is refused by Upbit.</summary>
    public Quantity BidDepth => Sum(Bids);

    /// <summary>Won that the visible asks would take; a larger market buy is refused by Upbit.</summary>
    public Krw AskValue => Asks.Aggregate(Krw.Zero, (sum, level) => sum + level.Price * level.Size);

    private static Quantity Sum(IReadOnlyList<BookLevel> levels) => levels.Aggregate(Quantity.Zero, (sum, level) => sum + level.Size);
}
