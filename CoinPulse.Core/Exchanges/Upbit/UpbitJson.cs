using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CoinPulse.Core.Exchanges.Upbit;

/// <summary>
/// Reads what Upbit sends: names in snake case, numbers as numbers or as text, with or without an exponent. Unknown fields are passed over; a missing or null one
/// is null, and whoever cannot do without it says so.
/// </summary>
internal static class UpbitJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        AllowTrailingCommas = true,
        Converters = { new DecimalReader(), new DoubleReader(), new LongReader(), new TextReader() },
    };

    /// <exception cref="JsonException">The text is not whole, or not of this form.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize<T>(utf8, Options) ?? throw new JsonException("The text is null.");

    /// <summary>Milliseconds since 1970, as all of Upbit's timestamps are.</summary>
    public static DateTimeOffset? InstantOf(long? milliseconds) =>
        milliseconds is > 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds.Value) : null;

    // More decimal places than a decimal has are rounded, as they are far under a hundred-millionth of a coin.
    private sealed class DecimalReader : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            decimal.TryParse(NumberOf(ref reader), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Unreadable(ref reader);

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
    }

    private sealed class DoubleReader : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            double.TryParse(NumberOf(ref reader), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : throw Unreadable(ref reader);

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
    }

    private sealed class LongReader : JsonConverter<long>
    {
        public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var number = NumberOf(ref reader);
            if (long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return whole;
            return decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= long.MinValue and <= long.MaxValue
                ? (long)value
                : throw Unreadable(ref reader);
        }

        public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
    }

    /// <summary>A text that came as a number or a truth value is taken by its letters.</summary>
    private sealed class TextReader : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => throw Unreadable(ref reader),
        };

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

        public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;
    }

    private static ReadOnlySpan<byte> NumberOf(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.Number or JsonTokenType.String ? reader.ValueSpan : throw Unreadable(ref reader);

    private static JsonException Unreadable(ref Utf8JsonReader reader) => new($"A {reader.TokenType} does not read as what belongs here.");
}
