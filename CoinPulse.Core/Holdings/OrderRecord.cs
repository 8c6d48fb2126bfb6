using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Holdings;

/// <summary>
/// An order of an account as the exchange told of it last, whoever placed it. The engine's own orders stand in the journal too, and there alone they are acted on: a
/// record is what a person looks at.
/// </summary>
public sealed class OrderRecord
{
    private OrderRecord()
    {
    }

    public OrderRecord(UserId owner, AccountId account, ExchangeOrder order)
    {
        (Owner, Account, Id, Market, Side, Kind, CreatedAt) = (owner, account, order.Id, order.Market, order.Side, order.Kind, order.CreatedAt);
        (Limit, Quantity) = (order.Limit, order.Quantity);
        Name(order.Key);
    }

    public UserId Owner { get; private init; }

    public AccountId Account { get; private init; }

    public ExchangeOrderId Id { get; private init; }

    public ClientOrderId? Key { get; private set; }

    public OrderSource Source { get; private set; }

    /// <summary>The engine's position that it was for.</summary>
    public PositionId? Position { get; private set; }

    public MarketCode Market { get; private init; }

    public OrderSide Side { get; private init; }

    public OrderKind Kind { get; private init; }

    public ExchangeOrderState State { get; private set; }

    public Price? Limit { get; private init; }

    /// <summary>Coins ordered; null for a market buy.</summary>
    public Quantity? Quantity { get; private set; }

    public Quantity Executed { get; private set; }

    /// <summary>Won of the trades that are known, before the fee.</summary>
    public Krw ExecutedFunds { get; private set; }

    public Krw PaidFee { get; private set; }

    /// <summary>The exchange's time.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset? LastTradeAt { get; private set; }

    /// <summary>It has ended and all its trades are known: it never changes again.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>The trades that are known explain what has traded.</summary>
    public bool HasAllTrades { get; private set; }

    public Quantity? Remaining => Quantity is { } ordered ? ordered - Executed : null;

    /// <summary>Won per coin on average; null when nothing traded.</summary>
    public Price? AveragePrice => Executed.IsPositive && ExecutedFunds.IsPositive ? ExecutedFunds / Executed : null;

    /// <summary>Takes over what was told. News comes twice and out of order: what has traded is never less later, and what has ended never rests again.</summary>
    /// <param name="order">The order as it was told.</param>
    /// <param name="known">Its trades that are known by now, those just told included.</param>
    public void Follow(ExchangeOrder order, IReadOnlyCollection<TradeRecord> known)
    {
        if (Key is null) Name(order.Key);
        if (!IsSettled && order.Executed >= Executed)
        {
            Executed = order.Executed;
            PaidFee = order.PaidFee;
            if (State == ExchangeOrderState.Waiting) (State, Quantity) = (order.State, order.Quantity);
        }

        var traded = known.Aggregate(Money.Quantity.Zero, (sum, trade) => sum + trade.Quantity);
        ExecutedFunds = known.Aggregate(Krw.Zero, (sum, trade) => sum + trade.Funds);
        LastTradeAt = known.Count > 0 ? known.Max(trade => trade.At) : null;
        HasAllTrades = traded == Executed;
        IsSettled = State != ExchangeOrderState.Waiting && HasAllTrades;
    }

    /// <summary>The exchange knows no such order any more, and it does not rest: what is known of it is all there will be.</summary>
    public void Lose()
    {
        if (State == ExchangeOrderState.Waiting) State = ExchangeOrderState.Cancelled;
        IsSettled = true;
    }

    private void Name(ClientOrderId? key) =>
        (Key, Source, Position) = (key, OrderSources.Of(key), key is { } known ? Intent.PositionOf(known) : null);
}
