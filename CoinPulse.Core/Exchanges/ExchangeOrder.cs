using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Exchanges;

/// <summary>The exchange's state of an order. It says nothing about fills: a market buy that filled normally ends as <see cref="Cancelled"/>.</summary>
public enum ExchangeOrderState
{
    Waiting,
    Done,
    Cancelled,
}

/// <summary>One trade of an order. <see cref="Id"/> is unique in its exchange; <see cref="Funds"/> is price × quantity before the fee.</summary>
public sealed record ExchangeTrade(string Id, Price Price, Quantity Quantity, Krw Funds, Krw Fee, DateTimeOffset At);

/// <summary>
/// An order as the exchange shows it. Whether it filled is read from <see cref="Executed"/> and <see cref="Trades"/>, never from its state.
/// </summary>
/// <param name="Key">Our identifier; null for an order that a person placed elsewhere.</param>
/// <param name="Quantity">Coins ordered; null for a market buy.</param>
/// <param name="Trades">Every trade so far. Complete whenever <see cref="TradesAreComplete"/>.</param>
public sealed record ExchangeOrder(
    ExchangeOrderId Id,
    ClientOrderId? Key,
    MarketCode Market,
    OrderSide Side,
    OrderKind Kind,
    ExchangeOrderState State,
    Price? Limit,
    Quantity? Quantity,
    Quantity Executed,
    Krw PaidFee,
    DateTimeOffset CreatedAt,
    IReadOnlyList<ExchangeTrade> Trades)
{
    public bool IsFinal => State != ExchangeOrderState.Waiting;

    public Quantity? Remaining => Quantity is { } ordered ? ordered - Executed : null;

    /// <summary>The listed trades explain the executed volume. Lists of orders come without trades; ask for the order itself then.</summary>
    public bool TradesAreComplete => Trades.Aggregate(Money.Quantity.Zero, (sum, trade) => sum + trade.Quantity) == Executed;
}
