using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Holdings;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Tests.Trading.Journal;

namespace CoinPulse.Tests.Holdings;

/// <summary>Orders and transfers as an exchange tells of them.</summary>
internal static class Told
{
    public static readonly UserId Owner = new(Guid.Parse("01900000-0000-7000-8000-00000000000a"));
    public static readonly AccountId Account = new(Guid.Parse("01900000-0000-7000-8000-0000000000b1"));
    public static readonly MarketCode Xrp = Story.Market;
    public static readonly DateTimeOffset Noon = Story.Now;

    public static ExchangeTrade Trade(string id, decimal price, decimal quantity, DateTimeOffset? at = null, decimal? fee = null) =>
        new(id, new Price(price), new Quantity(quantity), new Krw(price * quantity), new Krw(fee ?? price * quantity * Story.FeeRate), at ?? Noon);

    public static ExchangeOrder Order(
        string id,
        OrderSide side = OrderSide.Bid,
        ExchangeOrderState state = ExchangeOrderState.Done,
        decimal quantity = 10,
        DateTimeOffset? at = null,
        MarketCode? market = null,
        ClientOrderId? key = null,
        params ExchangeTrade[] trades) => new(
        ExchangeOrderId.From(id),
        key,
        market ?? Xrp,
        side,
        OrderKind.Limit,
        state,
        new Price(1_000),
        new Quantity(quantity),
        trades.Aggregate(Quantity.Zero, (sum, trade) => sum + trade.Quantity),
        trades.Aggregate(Krw.Zero, (sum, trade) => sum + trade.Fee),
        at ?? Noon,
        trades);

    /// <summary>One trade as it stands in the records.</summary>
    public static TradeRecord Record(string id, OrderSide side, decimal price, decimal quantity, DateTimeOffset at, MarketCode? market = null, decimal? fee = null)
    {
        var trade = Trade(id, price, quantity, at, fee);
        return new TradeRecord(new OrderRecord(Owner, Account, Order($"order-{id}", side, quantity: quantity, at: at, market: market)), trade);
    }

    public static TransferRecord Transfer(string id, TransferDirection direction, Asset asset, decimal amount, DateTimeOffset at, decimal fee = 0) =>
        new(Owner, Account, new ExchangeTransfer(id, direction, asset, amount, fee, at));
}
