using System.Text.Json;
using System.Text.Json.Serialization;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Trading.Reserve;

/// <summary>One trade of a reserved order.</summary>
internal sealed record ReservedTrade(string Id, decimal Price, decimal Quantity, decimal Funds, decimal Fee, DateTimeOffset At)
{
    public static ReservedTrade Of(Fill fill) => new(fill.TradeId, fill.Price.Value, fill.Quantity.Value, fill.Funds.Value, fill.Fee.Value, fill.At);

    public ExchangeTrade ToTrade() => new(Id, new Price(Price), new Quantity(Quantity), new Krw(Funds), new Krw(Fee), At);
}

/// <summary>An order as it stands after the change, with the trades that the change brought.</summary>
internal sealed record ReservedOrder(
    Leg Leg,
    int Attempt,
    IntentRoute Route,
    string? Replaces,
    OrderKind Kind,
    OrderSide Side,
    decimal? Limit,
    decimal? Quantity,
    decimal? Funds,
    DateTimeOffset PlannedAt,
    IntentState State,
    string? ExchangeId,
    decimal Executed,
    DateTimeOffset? SentAt,
    string? RefusalCode,
    string? RefusalMessage,
    IReadOnlyList<ReservedTrade> Trades);

/// <summary>An exit that was begun, or became graver.</summary>
/// <param name="Leaves">Coins that it leaves to be held.</param>
internal sealed record ReservedExit(ExitReason Because, Reason Why, decimal Leaves, ExitStopwatch Stopwatch);

/// <summary>One change of one position that the journal could not take: what was new in it. Plain values, so that an old file can always be read.</summary>
/// <param name="EngineAt">Engine time of the change.</param>
/// <param name="WallAt">Wall time of the change.</param>
/// <param name="Exit">Null when the change began none.</param>
/// <param name="Orders">Orders that are new or have moved.</param>
internal sealed record ReserveRecord(
    Guid Owner, Guid Account, Guid Position, DateTimeOffset EngineAt, DateTimeOffset WallAt, ReservedExit? Exit, IReadOnlyList<ReservedOrder> Orders)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.General)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    [JsonIgnore]
    public bool SaysSomething => Exit is not null || Orders.Count > 0;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="JsonException">Not a record of ours.</exception>
    public static ReserveRecord From(byte[] bytes) => JsonSerializer.Deserialize<ReserveRecord>(bytes, Json)!;
}
