using System.Buffers;
using System.Text.Json;
using CoinPulse.Core.Markets;

namespace CoinPulse.Core.Exchanges.Upbit.Stream;

internal enum UpbitFrom
{
    /// <summary>The newest of each market at once, then whatever changes.</summary>
    SnapshotOn,
    SnapshotOnly,
    RealtimeOnly,
}

/// <summary>One type of messages of some markets.</summary>
/// <param name="Type"><c>ticker</c>, <c>trade</c>, <c>orderbook</c>, <c>candle.1m</c> …</param>
/// <param name="Codes">Upbit refuses lower case; a <see cref="MarketCode"/> has none.</param>
internal sealed record UpbitSubscription(string Type, IReadOnlyList<MarketCode> Codes, UpbitFrom From = UpbitFrom.SnapshotOn)
{
    /// <summary>Levels of an order book: 1, 5, 15 or 30. Written behind the code, <c>KRW-BTC.15</c>.</summary>
    public int? BookLevels { get; init; }

    /// <summary>The unit by which a KRW book's prices are put together. A unit that a market does not have is answered by silence.</summary>
    public decimal? BookUnit { get; init; }

    /// <summary>
    /// The whole request of a connection. A request replaces the one before, so everything that is wanted is always in it.
    /// </summary>
    /// <param name="ticket">Names the request in Upbit's logs.</param>
    /// <param name="asLists">Messages may come as lists (<c>JSON_LIST</c>).</param>
    public static byte[] Request(string ticket, IEnumerable<UpbitSubscription> subscriptions, bool asLists = false)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("ticket", ticket);
        json.WriteEndObject();
        foreach (var subscription in subscriptions.Where(one => one.Codes.Count > 0)) subscription.Write(json);
        json.WriteStartObject();
        json.WriteString("format", asLists ? "JSON_LIST" : "DEFAULT");
        json.WriteEndObject();
        json.WriteEndArray();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    public bool SameAs(UpbitSubscription other) =>
        (Type, From, BookLevels, BookUnit) == (other.Type, other.From, other.BookLevels, other.BookUnit) && Codes.SequenceEqual(other.Codes);

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", Type);
        json.WriteStartArray("codes");
        foreach (var code in Codes) json.WriteStringValue(BookLevels is { } levels ? $"{code}.{levels}" : code.Value);
        json.WriteEndArray();
        if (BookUnit is { } unit) json.WriteNumber("level", unit);
        if (From == UpbitFrom.SnapshotOnly) json.WriteBoolean("is_only_snapshot", true);
        if (From == UpbitFrom.RealtimeOnly) json.WriteBoolean("is_only_realtime", true);
        json.WriteEndObject();
    }
}
