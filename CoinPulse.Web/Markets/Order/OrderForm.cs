using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Manual;

namespace CoinPulse.Web.Markets.Order;

/// <summary>What stands in the fields of the ticket. An amount belongs to its way of counting: whoever changes from won to coins begins anew.</summary>
public sealed class OrderForm
{
    public OrderSide Side { get; private set; } = OrderSide.Bid;

    public bool AtMarket { get; private set; }

    public bool ByTotal { get; private set; }

    /// <summary>Won per coin.</summary>
    public decimal? Price { get; set; }

    /// <summary>Won where <see cref="ByTotal"/>, else coins.</summary>
    public decimal? Amount { get; set; }

    public void Choose(OrderSide side)
    {
        // A buy at market is a sum to spend, a sale a number of coins; that is how most people think of them, and both can be changed.
        if (Side != side) (Side, Amount, ByTotal) = (side, null, AtMarket && side == OrderSide.Bid);
    }

    public void ChooseMarket(bool atMarket)
    {
        if (AtMarket != atMarket) (AtMarket, Amount, ByTotal) = (atMarket, null, atMarket && Side == OrderSide.Bid);
    }

    public void Count(bool byTotal)
    {
        if (ByTotal != byTotal) (ByTotal, Amount) = (byTotal, null);
    }

    /// <summary>Puts a draft into the fields, where it came from a button.</summary>
    public void Fill(ManualDraft draft)
    {
        if (draft.Limit is { } limit) Price = limit.Value;
        (ByTotal, Amount) = draft.Total is { } total ? (true, total.Value) : (false, draft.Quantity?.Value);
    }

    /// <summary>What is typed beyond a coin's eight decimals is no amount of coins: it is cut.</summary>
    public ManualDraft ToDraft() => new(
        Side,
        AtMarket,
        !AtMarket && Price is { } price and > 0 and < 1_000_000_000_000 ? new Price(price) : null,
        ByTotal && Amount is { } won and > 0 and < 1_000_000_000_000_000 ? new Krw(won) : null,
        !ByTotal && Amount is { } coins and > 0 and < 1_000_000_000_000 ? Quantity.CutFrom(coins) : null);
}
