using System.Globalization;
using System.Text.Json;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Web.Trading.Settings;

/// <summary>
/// What a person has typed into a form so far: the record as far as one can be made of it, and beside it the numbers that no record can hold (an emptied field,
/// half a position). So nothing typed is ever thrown away for being wrong.
/// </summary>
internal sealed class SettingsDraft(object record)
{
    private readonly Dictionary<string, decimal?> _unfit = new(StringComparer.Ordinal);

    public object Record { get; private set; } = record;

    /// <summary>Whether <see cref="Record"/> is all that was typed.</summary>
    public bool IsWhole => _unfit.Count == 0;

    public object? ValueOf(SettingField field) => _unfit.TryGetValue(field.Property, out var typed) ? typed
        : field.Kind == SettingKind.Number ? Convert.ToDecimal(field.Get(Record), CultureInfo.InvariantCulture)
        : field.Get(Record);

    public void Put(SettingField field, object? value)
    {
        _unfit.Remove(field.Property);
        if (field.Kind == SettingKind.Number && value is not decimal || IsHalf(field, value))
        {
            _unfit[field.Property] = value as decimal?;
        }
        else
        {
            Record = field.With(Record, value!);
        }
    }

    /// <summary>What is wrong, field by field in the order of the form.</summary>
    public IReadOnlyList<Problem> Problems(Func<object, IReadOnlyList<Problem>> check)
    {
        var unfit = _unfit.Select(typed => (typed.Value is { } number ? Problem.Of(SettingsProblems.NotWhole, number) : Problem.Of(SettingsProblems.Missing)).At(typed.Key));
        return [.. unfit, .. check(Record).Where(problem => problem.Field is null || !_unfit.ContainsKey(problem.Field))];
    }

    public string Write() => JsonSerializer.Serialize(new Kept(SettingsJson.Write(Record), _unfit));

    /// <summary>Null when the text is not a draft of such a record (any more).</summary>
    public static SettingsDraft? Read(string text, Type settings)
    {
        try
        {
            if (JsonSerializer.Deserialize<Kept>(text) is not { } kept) return null;
            if (SettingsJson.Read<object>(kept.Settings, settings) is not { Succeeded: true, Value: var record }) return null;
            var draft = new SettingsDraft(record);
            foreach (var (property, number) in kept.Unfit) draft._unfit[property] = number;
            return draft;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsHalf(SettingField field, object? value) =>
        field.ValueType == typeof(int) && value is decimal number && (number != decimal.Truncate(number) || number is < int.MinValue or > int.MaxValue);

    private sealed record Kept(string Settings, Dictionary<string, decimal?> Unfit);
}
