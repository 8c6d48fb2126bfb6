using System.ComponentModel.DataAnnotations;

namespace CoinPulse.Core.Exchanges.Upbit;

/// <summary>Where Upbit is and how often it may be asked. Section <c>Upbit</c>.</summary>
public sealed class UpbitOptions : IValidatableObject
{
    public const string Section = "Upbit";

    public Uri RestUrl { get; set; } = new("https://api.upbit.com");

    public Uri WebSocketUrl { get; set; } = new("wss://api.upbit.com/websocket/v1");

    public Uri PrivateWebSocketUrl { get; set; } = new("wss://api.upbit.com/websocket/v1/private");

    public UpbitLimits Limits { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsAddress(RestUrl, "https", "http")) yield return new ValidationResult("it is an address such as https://api.upbit.com.", [nameof(RestUrl)]);
        if (!IsAddress(WebSocketUrl, "wss", "ws")) yield return new ValidationResult("it is an address such as wss://api.upbit.com/websocket/v1.", [nameof(WebSocketUrl)]);

        if (!IsAddress(PrivateWebSocketUrl, "wss", "ws")) yield return new ValidationResult("it is an address such as wss://api.upbit.com/websocket/v1/private.", [nameof(PrivateWebSocketUrl)]);

        var refused = new List<ValidationResult>();
        Validator.TryValidateObject(Limits, new ValidationContext(Limits), refused, validateAllProperties: true);
        foreach (var refusal in refused) yield return new ValidationResult(refusal.ErrorMessage, refusal.MemberNames.Select(name => $"{nameof(Limits)}:{name}"));
    }

    private static bool IsAddress(Uri address, params string[] schemes) => address.IsAbsoluteUri && schemes.Contains(address.Scheme, StringComparer.Ordinal);
}

/// <summary>
/// Requests a second, by group, as Upbit publishes them (2026-10-07). What Upbit says while we work lowers them; nothing raises them above these figures.
/// Every customer behind one address shares those of the prices; those of a pocket are counted for each pocket.
/// </summary>
public sealed class UpbitLimits
{
    [Range(1, 100)]
    public int Market { get; set; } = 10;

    [Range(1, 100)]
    public int Candle { get; set; } = 10;

    [Range(1, 100)]
    public int Trade { get; set; } = 10;

    [Range(1, 100)]
    public int Ticker { get; set; } = 10;

    [Range(1, 100)]
    public int Orderbook { get; set; } = 10;

    /// <summary>Of one pocket: balances, questions about orders, single cancels.</summary>
    [Range(1, 100)]
    public int Default { get; set; } = 30;

    /// <summary>Of one pocket: new orders, and cancels with a new order.</summary>
    [Range(1, 100)]
    public int Order { get; set; } = 12;

    /// <summary>Of one pocket: orders that are only tried out.</summary>
    [Range(1, 100)]
    public int OrderTest { get; set; } = 8;

    /// <summary>WebSocket handshakes a second.</summary>
    [Range(1, 100)]
    public int Connect { get; set; } = 5;

    /// <summary>Messages that we send on one WebSocket, a minute; five a second are allowed too, which we never come near.</summary>
    [Range(1, 1_000)]
    public int MessagesPerMinute { get; set; } = 100;

    internal int Of(string group) => group switch
    {
        UpbitGroups.Market => Market,
        UpbitGroups.Candle => Candle,
        UpbitGroups.Trade => Trade,
        UpbitGroups.Ticker => Ticker,
        UpbitGroups.Orderbook => Orderbook,
        UpbitGroups.Default => Default,
        UpbitGroups.Order => Order,
        UpbitGroups.OrderTest => OrderTest,
        UpbitGroups.Connect => Connect,
        _ => throw new ArgumentOutOfRangeException(nameof(group), group, "There is no such group of requests."),
    };
}

/// <summary>The groups of requests as the documentation names them; the answers may name them otherwise.</summary>
internal static class UpbitGroups
{
    public const string Market = "market";
    public const string Candle = "candle";
    public const string Trade = "trade";
    public const string Ticker = "ticker";
    public const string Orderbook = "orderbook";
    public const string Default = "default";
    public const string Order = "order";
    public const string OrderTest = "order-test";
    public const string Connect = "websocket-connect";
}
