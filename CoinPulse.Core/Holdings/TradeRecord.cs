using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Holdings;

/// <summary>One trade of an order of an account. Unique by the exchange's trade id and its side, for who trades with themselves is on both.</summary>
public sealed class TradeRecord
{
    private TradeRecord()
    {
    }

    public TradeRecord(OrderRecord order, ExchangeTrade trade)
    {
        (Owner, Account, Order, Market, Side, Source) = (order.Owner, order.Account, order.Id, order.Market, order.Side, order.Source);
        (Id, Price, Quantity, Funds, Fee, At, On) = (trade.Id, trade.Price, trade.Quantity, trade.Funds, trade.Fee, trade.At, Kst.DayOf(trade.At));
    }

    public UserId Owner { get; private init; }

    public AccountId Account { get; private init; }

    public string Id { get; private init; } = "";

    public ExchangeOrderId Order { get; private init; }

    public MarketCode Market { get; private init; }

    public OrderSide Side { get; private init; }

    public OrderSource Source { get; private init; }

    public Price Price { get; private init; }

    public Quantity Quantity { get; private init; }

    /// <summary>Price × quantity, before the fee.</summary>
    public Krw Funds { get; private init; }

    /// <summary>Its part of the order's fee. An exchange that names one fee for the order lets it move a little until the order has ended.</summary>
    public Krw Fee { get; private set; }

    public DateTimeOffset At { get; private init; }

    /// <summary>The Seoul day.</summary>
    public DateOnly On { get; private init; }

    /// <summary>What the trade did to the account's won: minus for a purchase, fee included.</summary>
    public Krw Cash => Side == OrderSide.Bid ? -(Funds + Fee) : Funds - Fee;

    public void Correct(Krw fee) => Fee = fee;
}
