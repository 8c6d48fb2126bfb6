using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Exchanges.Upbit.Private;

/// <summary>Reads Upbit's orders as ours. Pure.</summary>
internal static class UpbitOrderReader
{
    /// <returns>Null when a part that an order cannot be without is missing or is none that we know.</returns>
    public static ExchangeOrder? Read(UpbitOrder order)
    {
        if (!MarketCode.TryParse(order.Market, out var market) || order.Uuid is not { Length: > 0 } id || SideOf(order.Side) is not { } side) return null;
        if (KindOf(order.OrdType, side, order.TimeInForce) is not { } kind || StateOf(order.State) is not { } state) return null;

        return new ExchangeOrder(
            ExchangeOrderId.From(id),
            KeyOf(order.Identifier),
            market,
            side,
            kind,
            state,
            kind is OrderKind.Limit or OrderKind.LimitIoc && order.Price is { } price ? new Price(price) : null,
            kind == OrderKind.MarketBuy || order.Volume is not { } volume ? null : Quantity.CutFrom(volume),
            Quantity.CutFrom(order.ExecutedVolume ?? 0),
            new Krw(order.PaidFee ?? 0),
            order.CreatedAt ?? default,
            TradesOf(order));
    }

    public static OrderSide? SideOf(string? side) => side?.ToUpperInvariant() switch
    {
        "BID" => OrderSide.Bid,
        "ASK" => OrderSide.Ask,
        _ => null,
    };

    /// <summary>What a person may send beyond our four kinds is read as the one that it most resembles: at once or resting, by won or by coins.</summary>
    public static OrderKind? KindOf(string? type, OrderSide side, string? time) => type switch
    {
        "limit" => time is "ioc" or "fok" ? OrderKind.LimitIoc : OrderKind.Limit,
        "price" => OrderKind.MarketBuy,
        "market" => OrderKind.MarketSell,
        "best" => side == OrderSide.Bid ? OrderKind.MarketBuy : OrderKind.MarketSell,
        _ => null,
    };

    // A person may have used an identifier of a form that none of ours has; it stays theirs.
    public static ClientOrderId? KeyOf(string? identifier) => identifier is { Length: > 0 and <= 64 } ? ClientOrderId.From(identifier) : null;

    private static ExchangeOrderState? StateOf(string? state) => state switch
    {
        "wait" or "watch" => ExchangeOrderState.Waiting,
        "done" => ExchangeOrderState.Done,
        "cancel" => ExchangeOrderState.Cancelled,
        _ => null,
    };

    /// <summary>REST names one fee for the whole order: each trade's part of it goes by its funds, and the last has what rounding left.</summary>
    private static List<ExchangeTrade> TradesOf(UpbitOrder order)
    {
        var read = (order.Trades ?? []).Where(trade => trade is { Uuid.Length: > 0, Price: > 0, Volume: > 0 }).OrderBy(trade => trade.CreatedAt).ToList();
        var whole = read.Sum(FundsOf);
        var left = new Krw(order.PaidFee ?? 0);
        var trades = new List<ExchangeTrade>(read.Count);
        foreach (var trade in read)
        {
            var fee = trades.Count == read.Count - 1 ? left : Krw.Min(left, new Krw((order.PaidFee ?? 0) * (FundsOf(trade) / whole)));
            left -= fee;
            trades.Add(new ExchangeTrade(
                trade.Uuid!, new Price(trade.Price!.Value), Quantity.CutFrom(trade.Volume!.Value), new Krw(FundsOf(trade)), fee, trade.CreatedAt ?? order.CreatedAt ?? default));
        }

        return trades;
    }

    private static decimal FundsOf(UpbitOrderTrade trade) => trade.Funds ?? trade.Price!.Value * trade.Volume!.Value;
}
