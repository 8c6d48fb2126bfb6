using System.Text;
using System.Text.Json;
using CoinPulse.Core.Exchanges.Upbit.Private;
using CoinPulse.Core.Exchanges.Upbit.Rest;

namespace CoinPulse.Core.Exchanges.Upbit.Stream;

/// <summary>Turns a whole frame, text or binary, into its messages: one object, or a list of them. Never throws: what does not read is a message that says so.</summary>
internal static class UpbitMessageReader
{
    private const int BriefWords = 120;

    public static void Read(ReadOnlySpan<byte> utf8, List<UpbitMessage> into)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            if (!reader.Read()) return;
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                into.Add(ReadOne(utf8));
                return;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                var begins = (int)reader.TokenStartIndex;
                reader.Skip();
                into.Add(ReadOne(utf8[begins..(int)reader.BytesConsumed]));
            }
        }
        catch (JsonException broken)
        {
            into.Add(new UpbitUnreadMessage($"{broken.Message} In: {Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, BriefWords)])}"));
        }
    }

    private static UpbitMessage ReadOne(ReadOnlySpan<byte> utf8) => KindOf(utf8) switch
    {
        "trade" => UpbitJson.Read<UpbitTradeMessage>(utf8),
        "ticker" => UpbitJson.Read<UpbitTickerMessage>(utf8),
        "orderbook" => new UpbitBookMessage(UpbitJson.Read<UpbitBook>(utf8)),
        ['c', 'a', 'n', 'd', 'l', 'e', '.', ..] => UpbitJson.Read<UpbitCandleMessage>(utf8),
        "myOrder" => UpbitJson.Read<UpbitOrderNotice>(utf8),
        "myAsset" => UpbitJson.Read<UpbitAssetNotice>(utf8),
        "status" => UpbitJson.Read<UpbitStatusMessage>(utf8),
        "error" => new UpbitErrorMessage(UpbitErrors.Read(400, utf8)),
        var other => new UpbitUnreadMessage($"a message of the kind '{other}'"),
    };

    /// <summary>The value of <c>type</c>, or the name of the one field that tells a message without a type.</summary>
    private static string KindOf(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("Not an object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("status"u8)) return "status";
            if (reader.ValueTextEquals("error"u8)) return "error";
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType && reader.TokenType == JsonTokenType.String) return Known(ref reader);
            reader.Skip();
        }

        return "";
    }

    // The two that come by the thousand are not made into new text each time.
    private static string Known(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("trade"u8) ? "trade" : reader.ValueTextEquals("orderbook"u8) ? "orderbook" : reader.GetString()!;
}
