using System.Collections.Immutable;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Exchanges.Paper;

/// <summary>What our own fills have already taken of one book snapshot. The next snapshot starts whole.</summary>
internal sealed record BookUse(OrderBook Book, ImmutableDictionary<Price, Quantity> Taken)
{
    public static BookUse None(OrderBook book) => new(book, ImmutableDictionary<Price, Quantity>.Empty);

    // A price stands on one side of a snapshot only, so it names the level.
    public BookUse Taking(Price price, Quantity quantity) => this with { Taken = Taken.SetItem(price, Taken.GetValueOrDefault(price) + quantity) };

    /// <summary>The book with what we took of it gone.</summary>
    public OrderBook Left() => Taken.IsEmpty ? Book : Book with { Bids = Left(Book.Bids), Asks = Left(Book.Asks) };

    private List<BookLevel> Left(IReadOnlyList<BookLevel> levels) =>
    [
        .. levels
            .Select(level => level with { Size = level.Size - Quantity.Min(level.Size, Taken.GetValueOrDefault(level.Price)) })
            .Where(level => level.Size.IsPositive),
    ];
}

/// <summary>
/// The opposite side of a market whose book is not known: half a spread away from the last price, then further by size. Each level
/// is 0.05 % worse than the one before and takes 0.05 % of the day's turnover, so that an order of 1 % of a day moves the price by 1 %.
/// </summary>
internal static class PaperDepth
{
    private const decimal HalfSpread = 0.000_5m;
    private const decimal Step = 0.000_5m;
    private const int Levels = 100;

    public static IEnumerable<BookLevel> Assumed(OrderSide taker, MarketQuote quote)
    {
        var start = taker == OrderSide.Bid
            ? quote.Ask ?? quote.Last * (1 + HalfSpread)
            : quote.Bid ?? quote.Last * (1 - HalfSpread);

        for (var level = 0; level <= Levels; level++)
        {
            var price = taker == OrderSide.Bid
                ? KrwTicks.RoundUp(start * (1 + level * Step))
                : KrwTicks.RoundDown(start * (1 - level * Step));
            if (!price.IsPositive) yield break;

            // The last level takes whatever is left: an unknown book is no reason to refuse.
            var endless = level == Levels || !quote.Value24Hours.IsPositive;
            yield return new BookLevel(price, endless ? new Quantity(1_000_000_000_000_000m) : quote.Value24Hours * Step / price);
            if (endless) yield break;
        }
    }
}
