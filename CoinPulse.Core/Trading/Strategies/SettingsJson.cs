using System.Text.Json;
using System.Text.Json.Serialization;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Rules;

namespace CoinPulse.Core.Trading.Strategies;

/// <summary>
/// Settings as they are stored. What is missing takes its default, so that a new setting needs no migration; what is unknown is refused, because a misspelt stop is no stop.
/// </summary>
public static class SettingsJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
    };

    public static string Write(object settings) => JsonSerializer.Serialize(settings, settings.GetType(), Options);

    public static Result<T> Read<T>(string json)
        where T : class => Read<T>(json, typeof(T));

    /// <param name="type">A record of the settings that <typeparamref name="T"/> stands for.</param>
    public static Result<T> Read<T>(string json, Type type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type, Options) is T settings
                ? Result<T>.Of(settings)
                : Problem.Of(SettingsProblems.SettingsUnreadable, "JSON null");
        }
        catch (JsonException trouble)
        {
            return Problem.Of(SettingsProblems.SettingsUnreadable, PlaceOf(trouble));
        }
    }

    /// <summary>The setting, where the reader got that far; else the line and character at which the text stops being JSON.</summary>
    private static string PlaceOf(JsonException trouble) => trouble.Path is { Length: > 1 } path
        ? path.TrimStart('$', '.')
        : FormattableString.Invariant($"JSON {trouble.LineNumber + 1}:{trouble.BytePositionInLine + 1}");
}
