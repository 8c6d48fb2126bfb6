using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CoinPulse.Core.Time;

namespace CoinPulse.Core.Imports;

/// <summary>The earlier product's habits of writing: with or without a byte order mark, numbers as numbers or text, NaN, times of Seoul without a zone.</summary>
internal static partial class LegacyJson
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Null with the trouble when it is no JSON.</summary>
    public static JsonElement? Parse(string text, out string trouble)
    {
        trouble = "";
        try
        {
            using var document = JsonDocument.Parse(NotANumber().Replace(text.TrimStart('\uFEFF'), "${before}null"), Lenient);
            return document.RootElement.Clone();
        }
        catch (JsonException fault)
        {
            trouble = string.Create(CultureInfo.InvariantCulture, $"{fault.LineNumber + 1}:{fault.BytePositionInLine + 1}");
            return null;
        }
    }

    public static bool HasNotANumber(string text) => NotANumber().IsMatch(text);

    public static string? Text(JsonElement entry, string name) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>A number written as an integer, a float, or text; null when it is none or fits no decimal.</summary>
    public static decimal? Number(JsonElement entry, string name) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out var value) ? Number(value) : null;

    public static decimal? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetDecimal(out var number) ? number : null,
        JsonValueKind.String => decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        _ => null,
    };

    /// <summary>A time without a zone is Seoul's, where the server stood; one with a zone keeps it.</summary>
    public static DateTimeOffset? Time(JsonElement entry, string name)
    {
        if (Text(entry, name) is not { } text) return null;
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var naive)) return null;
        return naive.Kind == DateTimeKind.Unspecified
            ? new DateTimeOffset(naive, Kst.Zone.GetUtcOffset(naive)).ToUniversalTime()
            : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUniversalTime();
    }

    // Only where a value stands: a text that contains the word is left alone.
    [GeneratedRegex(@"(?<before>[:\[,]\s*)(-?Infinity|NaN)(?=\s*[,\]}])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotANumber();
}
