using CoinPulse.Core.Money;

namespace CoinPulse.Core.Trading.Guards;

/// <summary>What would keep a guard from selling at once if it fired now. Told when it becomes true, not when the stop finds out.</summary>
[Flags]
public enum GuardTroubles
{
    None = 0,

    /// <summary>An order that is not ours holds coins of the position.</summary>
    Locked = 1,

    /// <summary>The exchange takes no orders in this market.</summary>
    Halted = 2,

    /// <summary>The visible bids would not take all of it: it would go in slices.</summary>
    OverBook = 4,

    /// <summary>The exchange has announced the end of trading in this market: the position is left some days before it.</summary>
    Ending = 8,
}

/// <summary>What is known of a guarded market and its coins. Null is not known, and then what was known stays.</summary>
/// <param name="Sellable">Coins of the position that no order but our own target has locked.</param>
/// <param name="Halted">The exchange takes no orders in this market.</param>
/// <param name="BidDepth">Coins that the visible bids would take.</param>
/// <param name="Ends">When trading in the market ends; null while no end is announced.</param>
public sealed record GuardOutlook(Quantity? Sellable, bool? Halted, Quantity? BidDepth, EndOfTrading? Ends = null)
{
    // A book that breathes around the quantity is told of once.
    private const decimal Calm = 1.25m;

    /// <param name="guarded">Coins under guard.</param>
    /// <param name="before">What was true at the last look.</param>
    public GuardTroubles For(Quantity guarded, GuardTroubles before)
    {
        var needed = before.HasFlag(GuardTroubles.OverBook) ? guarded.Value * Calm : guarded.Value;
        return Flag(GuardTroubles.Locked, Sellable is { } sellable ? sellable < guarded : null)
            | Flag(GuardTroubles.Halted, Halted)
            | Flag(GuardTroubles.OverBook, BidDepth is { } depth ? depth.Value < needed : null)
            | Flag(GuardTroubles.Ending, Halted is null ? null : Ends is not null);

        GuardTroubles Flag(GuardTroubles trouble, bool? isSo) => isSo ?? before.HasFlag(trouble) ? trouble : GuardTroubles.None;
    }
}
