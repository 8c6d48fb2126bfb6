using CoinPulse.Core.Money;

namespace CoinPulse.Core.Exchanges;

/// <summary>
/// The price steps of Upbit's KRW markets as they stand since 2025-07-31. The step of a price belongs to the band that begins at or below it,
/// and each band begins at a whole step of both bands, so rounding never lands between two steps.
/// </summary>
public static class KrwTicks
{
    // From the dearest band down: everything from From upwards moves in steps of Tick.
    private static readonly (decimal From, decimal Tick)[] Bands =
    [
        (1_000_000m, 1_000m),
        (500_000m, 500m),
        (100_000m, 100m),
        (50_000m, 50m),
        (10_000m, 10m),
        (5_000m, 5m),
        (100m, 1m),
        (10m, 0.1m),
        (1m, 0.01m),
        (0.1m, 0.001m),
        (0.01m, 0.000_1m),
        (0.001m, 0.000_01m),
        (0.000_1m, 0.000_001m),
        (0.000_01m, 0.000_000_1m),
        (0m, 0.000_000_01m),
    ];

    /// <summary>The step of the band in which the price lies.</summary>
    public static decimal TickAt(Price price) => TickAt(price.Value);

    public static bool IsOnTick(Price price) => price.Value % TickAt(price.Value) == 0;

    /// <summary>The highest price an order can have that is not above this one.</summary>
    public static Price RoundDown(Price price) => new(price.Value - price.Value % TickAt(price.Value));

    /// <summary>The lowest price an order can have that is not below this one.</summary>
    public static Price RoundUp(Price price)
    {
        var tick = TickAt(price.Value);
        var over = price.Value % tick;
        return over == 0 ? price : new Price(price.Value - over + tick);
    }

    /// <summary>The next price above; a price between two steps goes to the upper one.</summary>
    public static Price Above(Price price) => new(RoundDown(price).Value + TickAt(price.Value));

    /// <summary>The next price below; a price between two steps goes to the lower one. Under the smallest step there is only zero.</summary>
    public static Price Below(Price price)
    {
        var down = RoundDown(price);
        if (down < price) return down;

        // Just under the start of a band the step is the one of the band below.
        return price.IsPositive ? new Price(price.Value - TickUnder(price.Value)) : price;
    }

    private static decimal TickAt(decimal price)
    {
        foreach (var (from, tick) in Bands)
        {
            if (price >= from) return tick;
        }

        throw new ArgumentOutOfRangeException(nameof(price), price, "A price is not negative.");
    }

    private static decimal TickUnder(decimal price)
    {
        foreach (var (from, tick) in Bands)
        {
            if (price > from) return tick;
        }

        throw new ArgumentOutOfRangeException(nameof(price), price, "There is no price under zero.");
    }
}
