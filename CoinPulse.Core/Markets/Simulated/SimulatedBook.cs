using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Markets.Simulated;

/// <summary>
/// Thirty levels on each side of the quotes. A level's size follows from the coin, the price and a slot of some twenty seconds alone, so a book asked for
/// twice is the same book, a level keeps its size while others change, and looking at books moves nothing.
/// </summary>
internal static class SimulatedBook
{
    private const int SecondsPerSlot = 20;

    public static OrderBook Make(SimulatedCoin coin, double bid, double ask, DateTimeOffset at, long seed)
    {
        var bids = new BookLevel[OrderBook.VisibleLevels];
        var asks = new BookLevel[OrderBook.VisibleLevels];
        var key = Noise.SeedFor(seed, coin.Code);
        var second = at.ToUnixTimeSeconds();

        var price = Price.FromCandle(bid);
        for (var i = 0; i < bids.Length; i++, price = KrwTicks.Below(price)) bids[i] = Level(coin, price, i, key, second);

        price = Price.FromCandle(ask);
        for (var i = 0; i < asks.Length; i++, price = KrwTicks.Above(price)) asks[i] = Level(coin, price, i, key ^ 1, second);

        return new OrderBook(coin.Info.Market, bids, asks, at);
    }

    private static BookLevel Level(SimulatedCoin coin, Price price, int index, ulong key, long second)
    {
        var place = Noise.Scramble(key + unchecked((ulong)(long)(price.Value * 100_000_000m)) * 0x9E3779B97F4A7C15UL);

        // Each level changes at its own moment of the twenty seconds.
        var slot = (second + (long)(place % SecondsPerSlot)) / SecondsPerSlot;
        var chance = Noise.Scramble(place ^ (ulong)slot);

        // Thin at the touch, fuller some steps behind it, the sum of the weights near 1.
        var weight = (0.4 + Math.Min(index, 8) * 0.1) / 30;
        var won = Math.Max(6_000, coin.DepthValue * weight * Math.Exp(0.9 * Bell(chance) - 0.4));
        return new BookLevel(price, Quantity.CutFrom((decimal)won / price.Value));
    }

    /// <summary>Nearly normal out of one number: the sum of four even parts, scaled to deviation 1.</summary>
    private static double Bell(ulong chance)
    {
        double sum = (chance & 0xFFFF) + ((chance >> 16) & 0xFFFF) + ((chance >> 32) & 0xFFFF) + (chance >> 48);
        return (sum / 65_536 - 2) * Math.Sqrt(3);
    }
}
