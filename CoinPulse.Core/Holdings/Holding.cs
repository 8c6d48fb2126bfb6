using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Holdings;

/// <summary>Why our average cost of a coin is not the exchange's.</summary>
public enum CostDifference
{
    /// <summary>They agree, or the exchange names none.</summary>
    None,

    /// <summary>The exchange leaves the fees out; without them the two agree.</summary>
    Fees,

    /// <summary>Coins came without a purchase: at the price of that moment here, at whatever the exchange chose there.</summary>
    Transfers,

    /// <summary>Our records do not explain all the coins that are held, or the past is still being read.</summary>
    Unread,

    /// <summary>Nothing that we know explains it; a person may have corrected the exchange's figure.</summary>
    Unexplained,
}

/// <summary>The coins of one kind in an account.</summary>
/// <param name="Info">Null for a coin that has no won market here.</param>
/// <param name="OfEngine">Coins of the engine's positions; the rest is the person's own.</param>
/// <param name="Cost">By our records.</param>
/// <param name="Theirs">The exchange's own average, without fees; zero where it names none.</param>
/// <param name="Last">The newest price; null without a won market or before the first price.</param>
public sealed record Holding(Asset Coin, MarketInfo? Info, Quantity Free, Quantity Locked, Quantity OfEngine, CoinCost Cost, Price Theirs, Price? Last)
{
    // What two roundings of the same average may differ by, in parts of it.
    private const decimal Rounding = 0.000_001m;

    public Quantity Total => Free + Locked;

    /// <summary>The person's own; never less than none, though the engine's books may be a moment ahead.</summary>
    public Quantity OfPerson => Quantity.Max(Total - OfEngine, Quantity.Zero);

    /// <summary>At the newest price, before the fee of selling; at the exchange's average where no price is known, as everywhere.</summary>
    public Krw Value => (Last ?? Theirs) * Total;

    /// <summary>The records explain exactly the coins that are held.</summary>
    public bool IsExplained => Cost.Held == Total;

    /// <summary>Our average cost with fees; the exchange's, without, where ours would be a guess.</summary>
    public Price? Average => IsExplained && !Cost.IsGuess ? Cost.Average : Theirs.IsPositive ? Theirs : null;

    public bool IsOurs => IsExplained && !Cost.IsGuess && Cost.Average is not null;

    /// <summary>What would be gained at the newest price, before the fee of selling; null where cost or price is not known.</summary>
    public Krw? Profit => Last is { } price && Invested is { } paid ? price * Total - paid : null;

    /// <summary>What the coins held have cost.</summary>
    public Krw? Invested => IsOurs ? Cost.Cost : Average is { } average ? average * Total : null;

    public Percent? Gain => Profit is { } profit && Invested is { IsPositive: true } paid ? new Percent(profit.Value / paid.Value) : null;

    public CostDifference Difference =>
        !Theirs.IsPositive || (Cost.Average is { } ours && IsExplained && AreClose(ours, Theirs)) ? CostDifference.None
        : !IsExplained ? CostDifference.Unread
        : Cost.HasTransfers ? CostDifference.Transfers
        : Cost.AverageWithoutFees is { } bare && AreClose(bare, Theirs) ? CostDifference.Fees
        : CostDifference.Unexplained;

    private static bool AreClose(Price one, Price other) => Math.Abs(one.Value - other.Value) <= Math.Max(other.Value * Rounding, 0.000_000_02m);
}
