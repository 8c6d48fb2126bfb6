using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Trading.Journal;

/// <summary>How many coins of an account may be sold for one position: what is free, less what is not the position's. A person's own order is taken to lock their own coins first.</summary>
public static class FreeCoins
{
    /// <param name="coins">As the exchange shows them.</param>
    /// <param name="inBooks">All coins of the market in our books: the position's, the person's own, other positions'.</param>
    /// <param name="held">What the position holds.</param>
    /// <param name="resting">Coins that the position's own target has locked.</param>
    public static Quantity For(CoinBalance coins, Quantity inBooks, Quantity held, Quantity resting)
    {
        var lockedElsewhere = Quantity.Max(coins.Locked - resting, Quantity.Zero);
        var othersFree = Quantity.Max(inBooks - held - lockedElsewhere, Quantity.Zero);
        return Quantity.Max(coins.Free - othersFree, Quantity.Zero);
    }
}
