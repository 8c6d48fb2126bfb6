using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;

namespace CoinPulse.Core.Holdings;

/// <summary>Everything that one account holds.</summary>
/// <param name="FreeCash">What an order may use.</param>
/// <param name="LockedCash">What resting orders have reserved.</param>
/// <param name="Coins">Dearest first.</param>
/// <param name="Mark">How much of the past is written down; null before the first look.</param>
/// <param name="IsKnown">The exchange answered.</param>
/// <param name="Now">The engine's time.</param>
public sealed record HoldingsPicture(
    TradingAccount Account, bool IsKnown, Krw FreeCash, Krw LockedCash, IReadOnlyList<Holding> Coins, HistoryMark? Mark, DateTimeOffset Now)
{
    /// <summary>Coins of less than the least order cannot be sold and are dust, unless a position of the engine is made of them.</summary>
    public static Krw DustBelow => VenueRules.Minimum;

    public Krw Cash => FreeCash + LockedCash;

    public Krw InCoins => Coins.Aggregate(Krw.Zero, (sum, coin) => sum + coin.Value);

    public Krw Total => Cash + InCoins;

    /// <summary>Of the coins whose cost and price are known.</summary>
    public Krw Profit => Coins.Aggregate(Krw.Zero, (sum, coin) => sum + (coin.Profit ?? Krw.Zero));

    public Krw Invested => Coins.Where(coin => coin.Profit is not null).Aggregate(Krw.Zero, (sum, coin) => sum + coin.Invested!.Value);

    public Percent? Gain => Invested is { IsPositive: true } paid ? new Percent(Profit.Value / paid.Value) : null;

    public IEnumerable<Holding> Worthwhile => Coins.Where(coin => !IsDust(coin));

    public IEnumerable<Holding> Dust => Coins.Where(IsDust);

    /// <summary>A part of everything that the account holds; null while that is nothing.</summary>
    public Percent? ShareOf(Krw value) => Total is { IsPositive: true } all ? new Percent(value.Value / all.Value) : null;

    private static bool IsDust(Holding coin) => coin.OfEngine.IsZero && coin.Value < DustBelow;
}
