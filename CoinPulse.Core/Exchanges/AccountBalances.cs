using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Exchanges;

public sealed record CoinBalance(Asset Coin, Quantity Free, Quantity Locked, Price AverageCost)
{
    public Quantity Total => Free + Locked;
}

/// <summary>What an account holds. Free is what an order may use; locked is what resting orders have reserved.</summary>
public sealed record AccountBalances(Krw FreeCash, Krw LockedCash, IReadOnlyList<CoinBalance> Coins)
{
    public Krw Cash => FreeCash + LockedCash;

    public CoinBalance Of(Asset coin) => Coins.FirstOrDefault(held => held.Coin == coin) ?? new CoinBalance(coin, Quantity.Zero, Quantity.Zero, default);
}

/// <summary>What the exchange will accept in one market now.</summary>
/// <param name="BidFee">The taker fee of a buy as a part of its funds; likewise <paramref name="AskFee"/>.</param>
/// <param name="Minimum">The least total of an order in won; likewise <paramref name="Maximum"/> the most.</param>
public sealed record OrderChance(MarketCode Market, Percent BidFee, Percent AskFee, Krw Minimum, Krw Maximum, bool IsOpen);
