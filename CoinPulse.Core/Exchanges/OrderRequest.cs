using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Exchanges;

/// <summary>
/// Our name of an order, sent as Upbit's <c>identifier</c>: at most 64 characters, accepted once and never again, even when the
/// order fails. Derived from what it names and the attempt, never drawn by lot.
/// </summary>
public readonly record struct ClientOrderId : ITextId<ClientOrderId>
{
    private const string ByHand = "cph-";

    private readonly string? _value;

    private ClientOrderId(string value) => _value = value;

    public static int LongestText => 64;

    public string Value => _value ?? throw new InvalidOperationException("An order without an identifier.");

    public static ClientOrderId From(string value) => value.Length is > 0 and <= 64
        ? new ClientOrderId(value)
        : throw new FormatException("An identifier has 1 to 64 characters.");

    /// <summary>The name of an order that a person placed here, <c>cph-</c> and the id of the ticket they filled in: one ticket, one order, for ever.</summary>
    public static ClientOrderId ForManual(Guid ticket) => new($"{ByHand}{ticket:N}");

    /// <summary>The ticket of an order that a person placed here; false for the engine's orders (<c>cp-</c>) and for everybody else's.</summary>
    public bool TryReadManual(out Guid ticket)
    {
        ticket = Guid.Empty;
        return _value is { } name && name.StartsWith(ByHand, StringComparison.Ordinal) && Guid.TryParseExact(name.AsSpan(ByHand.Length), "N", out ticket);
    }

    public override string ToString() => _value ?? "";
}

/// <summary>The exchange's name of an order (Upbit's <c>uuid</c>).</summary>
public readonly record struct ExchangeOrderId : ITextId<ExchangeOrderId>
{
    private readonly string? _value;

    private ExchangeOrderId(string value) => _value = value;

    public static int LongestText => 64;

    public string Value => _value ?? throw new InvalidOperationException("An order without the exchange's id.");

    public static ExchangeOrderId From(string value) => new(value);

    public override string ToString() => _value ?? "";
}

public enum OrderSide
{
    Bid,
    Ask,
}

public enum OrderKind
{
    /// <summary>Rests at its price until it fills or is cancelled.</summary>
    Limit,

    /// <summary>Fills at its price or better at once; the rest is cancelled (IOC).</summary>
    LimitIoc,

    /// <summary>Spends won at the best prices. Normally ends as <c>cancel</c> with a tiny rest refunded.</summary>
    MarketBuy,

    /// <summary>Sells coins at the best prices.</summary>
    MarketSell,
}

/// <summary>What happens when the order would meet one of the same account. Decided by the order that comes second.</summary>
public enum SelfMatch
{
    CancelMaker,
    CancelTaker,
    Reduce,
    None,
}

/// <summary>An order as it is sent. Made only by the four factories, so that each kind has the amounts it needs and no other.</summary>
public sealed record OrderRequest
{
    private OrderRequest(ClientOrderId key, MarketCode market, OrderSide side, OrderKind kind, Price? limit, Quantity? quantity, Krw? funds, SelfMatch selfMatch) =>
        (Key, Market, Side, Kind, Limit, Quantity, Funds, SelfMatch) = (key, market, side, kind, limit, quantity, funds, selfMatch);

    public ClientOrderId Key { get; }

    public MarketCode Market { get; }

    public OrderSide Side { get; }

    public OrderKind Kind { get; }

    /// <summary>The unit price; limit orders only.</summary>
    public Price? Limit { get; }

    /// <summary>Coins; every kind but the market buy.</summary>
    public Quantity? Quantity { get; }

    /// <summary>Won to spend, fee not included; the market buy only.</summary>
    public Krw? Funds { get; }

    public SelfMatch SelfMatch { get; }

    /// <summary>The same order with another rule for meeting one of its own account: what a person may choose on the exchange itself.</summary>
    public OrderRequest With(SelfMatch selfMatch) => new(Key, Market, Side, Kind, Limit, Quantity, Funds, selfMatch);

    /// <summary>The order of a kind from the amounts that were kept of it.</summary>
    public static OrderRequest Of(OrderKind kind, ClientOrderId key, MarketCode market, OrderSide side, Price? limit, Quantity? quantity, Krw? funds) => kind switch
    {
        OrderKind.Limit => Rest(key, market, side, limit!.Value, quantity!.Value),
        OrderKind.LimitIoc => BuyNow(key, market, limit!.Value, quantity!.Value),
        OrderKind.MarketBuy => BuyAtMarket(key, market, funds!.Value),
        OrderKind.MarketSell => SellAtMarket(key, market, quantity!.Value),
    };

    public static OrderRequest BuyNow(ClientOrderId key, MarketCode market, Price worst, Quantity quantity) =>
        new(key, market, OrderSide.Bid, OrderKind.LimitIoc, worst, quantity, null, SelfMatch.CancelTaker);

    public static OrderRequest BuyAtMarket(ClientOrderId key, MarketCode market, Krw funds) =>
        new(key, market, OrderSide.Bid, OrderKind.MarketBuy, null, null, funds, SelfMatch.CancelTaker);

    public static OrderRequest Rest(ClientOrderId key, MarketCode market, OrderSide side, Price limit, Quantity quantity) =>
        new(key, market, side, OrderKind.Limit, limit, quantity, null, SelfMatch.CancelTaker);

    public static OrderRequest SellAtMarket(ClientOrderId key, MarketCode market, Quantity quantity) =>
        new(key, market, OrderSide.Ask, OrderKind.MarketSell, null, quantity, null, SelfMatch.CancelMaker);
}

/// <summary>
/// Cancels a resting order and, once it is cancelled, sells what was left of it at market under a fresh identifier (Upbit's
/// <c>cancel_and_new</c> with <c>remain_only</c>). An answer is not a sale: if the old order fills first, no new one is made.
/// </summary>
public sealed record CancelAndSell(ClientOrderId Previous, ClientOrderId Key, MarketCode Market);

/// <summary>The exchange's receipt: the previous order as it stood, and the id of the new one where it named one.</summary>
public sealed record CancelAndSellReceipt(ExchangeOrder Previous, ExchangeOrderId? New);
