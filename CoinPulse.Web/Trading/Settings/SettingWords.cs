using System.Globalization;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Web.Shared;

namespace CoinPulse.Web.Trading.Settings;

/// <summary>The words of a form that is drawn from a record.</summary>
internal static class SettingWords
{
    public static string Label(SettingField field) => Text($"Setting_{field.Property}");

    public static string Help(SettingField field) => Text($"Setting_{field.Property}_Help");

    public static string Group(SettingGroup group) => Text($"SettingGroup_{group}");

    public static string? Unit(SettingField field) => field.Unit == SettingUnit.None ? null : Text($"SettingUnit_{field.Unit}");

    public static string Choice(object value) => Text($"{value.GetType().Name}_{value}");

    public static string Preset(SettingsPreset preset) => preset switch
    {
        SettingsPreset.Cautious => SettingsText.PresetCautious,
        SettingsPreset.Standard => SettingsText.PresetStandard,
        SettingsPreset.Bold => SettingsText.PresetBold,
        SettingsPreset.Quick => SettingsText.PresetQuick,
    };

    /// <summary>A problem as a sentence with its numbers in it.</summary>
    public static string Sentence(Problem problem) => Figures.Words(Text($"Problem_{problem.Code}"), [.. problem.Arguments.Select(Shown)]);

    /// <summary>A long row of zeros is easily mistyped: won are repeated as they are read.</summary>
    public static string? Aloud(SettingField field, decimal? value) =>
        field.Unit == SettingUnit.Krw && value is { } amount && Math.Abs(amount) >= 1_000 ? Figures.Won(new Krw(amount)) : null;

    private static object Shown(object argument) => argument switch
    {
        decimal or double or int or long => Convert.ToDecimal(argument, CultureInfo.InvariantCulture).ToString("#,0.########", CultureInfo.CurrentCulture),
        _ => argument,
    };

    private static string Text(string key) => TradingText.ResourceManager.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
