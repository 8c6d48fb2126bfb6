using System.Globalization;
using System.Text.Json.Nodes;

namespace CoinPulse.Tests.Exchanges.Upbit.Private;

/// <summary>One trade of an order in the fake's books.</summary>
internal sealed record FakeFill(string Uuid, decimal Price, decimal Volume, decimal Fee, DateTimeOffset At)
{
    public decimal Funds => Price * Volume;
}

/// <summary>An order in the fake's books, and how the fake writes it. Nothing here is shared with the adapter.</summary>
internal sealed class FakeOrder
{
    public required int Number { get; init; }

    public required string Uuid { get; init; }

    public required string? Identifier { get; init; }

    public required string Market { get; init; }

    /// <summary><c>bid</c> or <c>ask</c>.</summary>
    public required string Side { get; init; }

    public required string Type { get; init; }

    /// <summary>A unit price, or the won to spend.</summary>
    public required decimal? Price { get; init; }

    public required decimal? Volume { get; init; }

    public required string? Time { get; init; }

    public required string Smp { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string State { get; set; } = "wait";

    public decimal Locked { get; set; }

    public decimal Prevented { get; set; }

    public List<FakeFill> Fills { get; } = [];

    public bool Buys => Side == "bid";

    /// <summary>Spends won instead of asking for coins.</summary>
    public bool Spends => Volume is null;

    public bool IsOpen => State == "wait";

    public decimal Executed => Fills.Sum(fill => fill.Volume);

    public decimal Spent => Fills.Sum(fill => fill.Funds);

    public decimal Fee => Fills.Sum(fill => fill.Fee);

    public decimal Left => Volume!.Value - Executed - Prevented;

    /// <param name="withTrades">The order itself has them, a list does not.</param>
    /// <param name="asNew">As the answer to its acceptance shows it: nothing has happened yet.</param>
    public JsonObject ToJson(bool withTrades = false, bool asNew = false)
    {
        var executed = asNew ? 0 : Executed;
        var json = new JsonObject
        {
            ["market"] = Market,
            ["uuid"] = Uuid,
            ["side"] = Side,
            ["ord_type"] = Type,
            ["state"] = asNew ? "wait" : State,
            ["created_at"] = CreatedAt.ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            ["executed_volume"] = Text(executed),
            ["reserved_fee"] = "0.0",
            ["remaining_fee"] = "0.0",
            ["paid_fee"] = Text(asNew ? 0 : Fee),
            ["locked"] = Text(Locked),
            ["prevented_volume"] = Text(Prevented),
            ["prevented_locked"] = "0",
            ["smp_type"] = Smp,
            ["trades_count"] = asNew ? 0 : Fills.Count,
        };
        if (Price is { } price) json["price"] = Text(price);
        if (Volume is { } volume) (json["volume"], json["remaining_volume"]) = (Text(volume), Text(volume - executed));
        if (Time is not null) json["time_in_force"] = Time;
        if (Identifier is not null) json["identifier"] = Identifier;
        if (withTrades) json["trades"] = new JsonArray([.. Fills.Select(TradeToJson)]);
        else if (!asNew) json["executed_funds"] = Text(Spent);
        return json;
    }

    /// <summary>As the WebSocket tells of it: numbers are numbers, and what is null is there.</summary>
    public string ToNotice(string state, FakeFill? fill, DateTimeOffset now) => new JsonObject
    {
        ["type"] = "myOrder",
        ["code"] = Market,
        ["uuid"] = Uuid,
        ["ask_bid"] = Side.ToUpperInvariant(),
        ["order_type"] = Type,
        ["state"] = state,
        ["trade_uuid"] = fill?.Uuid,
        ["price"] = (double?)(fill?.Price ?? Price),
        ["avg_price"] = (double)(Executed == 0 ? 0 : Spent / Executed),
        ["volume"] = (double?)(fill?.Volume ?? Volume),
        ["remaining_volume"] = (double?)(Volume - Executed),
        ["executed_volume"] = (double)Executed,
        ["trades_count"] = Fills.Count,
        ["paid_fee"] = (double)Fee,
        ["locked"] = (double)Locked,
        ["executed_funds"] = (double)Spent,
        ["time_in_force"] = Time,
        ["trade_fee"] = (double?)fill?.Fee,
        ["is_maker"] = fill is null ? null : false,
        ["identifier"] = Identifier,
        ["smp_type"] = Smp,
        ["trade_timestamp"] = fill?.At.ToUnixTimeMilliseconds(),
        ["order_timestamp"] = CreatedAt.ToUnixTimeMilliseconds(),
        ["timestamp"] = now.ToUnixTimeMilliseconds(),
        ["stream_type"] = "REALTIME",
    }.ToJsonString();

    public static string Text(decimal number) => number.ToString("0.0###########################", CultureInfo.InvariantCulture);

    private JsonObject TradeToJson(FakeFill fill) => new()
    {
        ["market"] = Market,
        ["uuid"] = fill.Uuid,
        ["price"] = Text(fill.Price),
        ["volume"] = Text(fill.Volume),
        ["funds"] = Text(fill.Funds),
        ["trend"] = "down",
        ["created_at"] = fill.At.ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture),
        ["side"] = Side,
    };
}
