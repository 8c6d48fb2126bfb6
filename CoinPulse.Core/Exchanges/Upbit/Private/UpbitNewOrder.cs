using System.Globalization;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Exchanges.Upbit.Private;

/// <summary>How long an order may stand.</summary>
internal enum UpbitTime
{
    /// <summary>Until it fills or is cancelled.</summary>
    Rests,

    /// <summary>What does not fill at once is cancelled (IOC).</summary>
    AtOnce,

    /// <summary>All of it at once, or nothing (FOK).</summary>
    AllOrNothing,

    /// <summary>Only as a maker; what would take is refused.</summary>
    PostOnly,
}

/// <summary>
/// An order in Upbit's own terms. Made only by its factories, one for each form that Upbit takes, so that none can have an amount too many. How it meets the account's own
/// orders is always said: Upbit's own choice where nothing is said would cancel a resting target.
/// </summary>
internal sealed record UpbitNewOrder
{
    private readonly string _type;
    private readonly string? _price;
    private readonly string? _volume;
    private readonly UpbitTime _time;

    private UpbitNewOrder(ClientOrderId? key, MarketCode market, OrderSide side, string type, string? price, string? volume, UpbitTime time, SelfMatch selfMatch)
    {
        (Key, Market, Side) = (key, market, side);
        (_type, _price, _volume, _time) = (type, price, volume, time);
        SelfMatch = time == UpbitTime.PostOnly ? SelfMatch.None : selfMatch;   // Upbit takes no other with post_only
    }

    public ClientOrderId? Key { get; }

    public MarketCode Market { get; }

    public OrderSide Side { get; }

    public SelfMatch SelfMatch { get; }

    public static UpbitNewOrder Limit(ClientOrderId? key, MarketCode market, OrderSide side, Price price, Quantity volume, UpbitTime time, SelfMatch selfMatch) =>
        new(key, market, side, "limit", price.ToString(), volume.ToString(), time, selfMatch);

    public static UpbitNewOrder MarketBuy(ClientOrderId? key, MarketCode market, Krw funds, SelfMatch selfMatch) =>
        new(key, market, OrderSide.Bid, "price", TextOf(funds), null, UpbitTime.Rests, selfMatch);

    public static UpbitNewOrder MarketSell(ClientOrderId? key, MarketCode market, Quantity volume, SelfMatch selfMatch) =>
        new(key, market, OrderSide.Ask, "market", null, volume.ToString(), UpbitTime.Rests, selfMatch);

    /// <summary>Buys at the best price there is, and no worse one.</summary>
    /// <param name="time"><see cref="UpbitTime.AtOnce"/> or <see cref="UpbitTime.AllOrNothing"/>.</param>
    public static UpbitNewOrder BestBuy(ClientOrderId? key, MarketCode market, Krw funds, UpbitTime time, SelfMatch selfMatch) =>
        new(key, market, OrderSide.Bid, "best", TextOf(funds), null, Immediate(time), selfMatch);

    /// <inheritdoc cref="BestBuy"/>
    public static UpbitNewOrder BestSell(ClientOrderId? key, MarketCode market, Quantity volume, UpbitTime time, SelfMatch selfMatch) =>
        new(key, market, OrderSide.Ask, "best", null, volume.ToString(), Immediate(time), selfMatch);

    public static UpbitNewOrder From(OrderRequest order) => order.Kind switch
    {
        OrderKind.Limit => Limit(order.Key, order.Market, order.Side, order.Limit!.Value, order.Quantity!.Value, UpbitTime.Rests, order.SelfMatch),
        OrderKind.LimitIoc => Limit(order.Key, order.Market, order.Side, order.Limit!.Value, order.Quantity!.Value, UpbitTime.AtOnce, order.SelfMatch),
        OrderKind.MarketBuy => MarketBuy(order.Key, order.Market, order.Funds!.Value, order.SelfMatch),
        OrderKind.MarketSell => MarketSell(order.Key, order.Market, order.Quantity!.Value, order.SelfMatch),
    };

    public UpbitParameters ToParameters() => new()
    {
        { "market", Market.Value },
        { "side", Side == OrderSide.Bid ? "bid" : "ask" },
        { "volume", _volume },
        { "price", _price },
        { "ord_type", _type },
        { "time_in_force", NameOf(_time) },
        { "smp_type", NameOf(SelfMatch) },
        { "identifier", Key?.Value },
    };

    public static string NameOf(SelfMatch selfMatch) => selfMatch switch
    {
        SelfMatch.CancelMaker => "cancel_maker",
        SelfMatch.CancelTaker => "cancel_taker",
        SelfMatch.Reduce => "reduce",
        SelfMatch.None => "none",
    };

    private static string? NameOf(UpbitTime time) => time switch
    {
        UpbitTime.Rests => null,
        UpbitTime.AtOnce => "ioc",
        UpbitTime.AllOrNothing => "fok",
        UpbitTime.PostOnly => "post_only",
    };

    private static UpbitTime Immediate(UpbitTime time) =>
        time is UpbitTime.AtOnce or UpbitTime.AllOrNothing ? time : throw new ArgumentOutOfRangeException(nameof(time), time, "An order at the best price is at once or not at all.");

    // More than eight decimals of a won are no order of Upbit's.
    private static string TextOf(Krw funds) => Math.Round(funds.Value, 8, MidpointRounding.ToZero).ToString("0.########", CultureInfo.InvariantCulture);
}
