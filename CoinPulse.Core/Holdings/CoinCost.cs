using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Holdings;

/// <summary>
/// What the coins of one kind have cost, by moving average: a purchase adds its won and its fee, a sale takes away the part of the coins that it sold, and the last coin takes the
/// last won. Nothing is lost in between: what was taken and what is left come to what was paid, to the twelfth decimal.
/// </summary>
/// <param name="Held">Coins that the records explain.</param>
/// <param name="Cost">What they cost, fees included.</param>
/// <param name="Funds">What they cost without fees, as an exchange's own average counts it.</param>
/// <param name="HasTransfers">Coins came without a purchase and are among those held, at the price of the moment they came.</param>
/// <param name="IsGuess">Some of the coins held came at a price that nobody knows: the average is no fact.</param>
public sealed record CoinCost(Quantity Held, Krw Cost, Krw Funds, bool HasTransfers = false, bool IsGuess = false)
{
    public static CoinCost None { get; } = new(Quantity.Zero, Krw.Zero, Krw.Zero);

    /// <summary>Won per coin, fees included; null while nothing is held.</summary>
    public Price? Average => Held.IsPositive ? Cost / Held : null;

    /// <summary>Won per coin without fees; null while nothing is held.</summary>
    public Price? AverageWithoutFees => Held.IsPositive ? Funds / Held : null;

    public CoinCost Buy(Quantity quantity, Krw funds, Krw fee) => this with { Held = Held + quantity, Cost = Cost + funds + fee, Funds = Funds + funds };

    /// <summary>Takes coins away at what they cost on average, whatever they brought.</summary>
    public CoinCost Remove(Quantity quantity)
    {
        if (quantity >= Held) return None;   // more than the records explain was bought before they begin: the next purchase begins anew
        return this with { Held = Held - quantity, Cost = Cost - PartOf(Cost, quantity), Funds = Funds - PartOf(Funds, quantity) };
    }

    /// <summary>Coins that came without a purchase. They count as bought at the price of that moment; where it is not known they leave the average as it is.</summary>
    public CoinCost Receive(Quantity quantity, Price? price)
    {
        var worth = price is { } known ? known * quantity : Held.IsPositive ? new Krw(Cost.Value * quantity.Value / Held.Value) : Krw.Zero;
        return new CoinCost(Held + quantity, Cost + worth, Funds + worth, true, IsGuess || price is null);
    }

    /// <summary>Follows the whole past of one coin.</summary>
    /// <param name="trades">In its won market, in any order.</param>
    /// <param name="transfers">Of the coin, in any order.</param>
    /// <param name="priceAt">The coin's price at a moment; null where it is not known.</param>
    public static CoinCost Of(IEnumerable<TradeRecord> trades, IEnumerable<TransferRecord> transfers, Func<DateTimeOffset, Price?> priceAt)
    {
        // At one moment what comes goes first, so that nothing is sold before it was there.
        var all = trades.Select(trade => (trade.At, Out: trade.Side == OrderSide.Ask, Apply: (Func<CoinCost, CoinCost>)(cost => cost.Follow(trade))))
            .Concat(transfers.Select(transfer => (transfer.At, Out: transfer.Change < 0, Apply: (Func<CoinCost, CoinCost>)(cost => cost.Follow(transfer, priceAt)))))
            .OrderBy(one => one.At)
            .ThenBy(one => one.Out);
        return all.Aggregate(None, (cost, one) => one.Apply(cost));
    }

    private CoinCost Follow(TradeRecord trade) => trade.Side == OrderSide.Bid ? Buy(trade.Quantity, trade.Funds, trade.Fee) : Remove(trade.Quantity);

    private CoinCost Follow(TransferRecord transfer, Func<DateTimeOffset, Price?> priceAt)
    {
        var quantity = Quantity.CutFrom(Math.Abs(transfer.Change));
        return transfer.Change < 0 ? Remove(quantity) : Receive(quantity, priceAt(transfer.At));
    }

    private Krw PartOf(Krw whole, Quantity quantity) => new(whole.Value * quantity.Value / Held.Value);
}
