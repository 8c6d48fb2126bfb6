using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Trading.Journal;

/// <summary>One trade of one of our orders; unique in its account by the exchange's trade id, so that news told twice is counted once.</summary>
public sealed class Fill
{
    private Fill()
    {
    }

    internal Fill(Intent order, ExchangeTrade trade)
    {
        (TradeId, Account, Owner, Position, Order, Market, Side) =
            (trade.Id, order.Account, order.Owner, order.Position, order.Key, order.Market, order.Side);
        (Price, Quantity, Funds, Fee, At) = (trade.Price, trade.Quantity, trade.Funds, trade.Fee, trade.At);
    }

    /// <summary>Coins of a position that the person sold themselves: no order of ours, and the fee already in what it brought.</summary>
    internal Fill(Position position, string tradeId, Quantity quantity, Krw proceeds, DateTimeOffset at)
    {
        (TradeId, Account, Owner, Position, Market, Side) = (tradeId, position.Account, position.Owner, position.Id, position.Market, OrderSide.Ask);
        (Price, Quantity, Funds, At) = (proceeds / quantity, quantity, proceeds, at);
    }

    public string TradeId { get; private init; } = "";

    public AccountId Account { get; private init; }

    public UserId Owner { get; private init; }

    public PositionId Position { get; private init; }

    /// <summary>Our order; null for what the person sold by hand.</summary>
    public ClientOrderId? Order { get; private init; }

    public MarketCode Market { get; private init; }

    public OrderSide Side { get; private init; }

    public Price Price { get; private init; }

    public Quantity Quantity { get; private init; }

    public Krw Funds { get; private init; }

    public Krw Fee { get; private init; }

    public DateTimeOffset At { get; private init; }
}
