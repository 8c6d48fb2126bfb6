using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Core.Trading.Strategies.RandomEntry;
using CoinPulse.Web.Trading;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Rules;

public sealed partial class TradingTextTests
{
    private static readonly Dictionary<string, string> Korean = TextsOf(CultureInfo.InvariantCulture);
    private static readonly Dictionary<string, string> English = TextsOf(CultureInfo.GetCultureInfo("en"));

    [Fact]
    public void Every_reason_has_a_text_that_asks_only_for_facts_it_has()
    {
        foreach (var known in ReasonCodes.All)
        {
            foreach (var text in Both($"Reason_{known.Code}")) Placeholders(text).Should().BeEquivalentTo(known.Facts, known.Code);
        }
    }

    [Fact]
    public void Every_reason_code_is_registered_once() => ReasonCodes.All.Select(known => known.Code).Should().OnlyHaveUniqueItems();

    [Fact]
    public void Every_setting_has_a_label_and_a_help_text()
    {
        var records = StrategyCatalog.Offered.Strategies.Select(strategy => strategy.SettingsType).Append(typeof(RiskSettings));
        var fields = records.SelectMany(record => SettingsForm.For(record).Fields).ToList();

        foreach (var property in fields.Select(field => field.Property).Distinct())
        {
            Both($"Setting_{property}").Should().NotContain(string.Empty);
            Both($"Setting_{property}_Help").Should().NotContain(string.Empty);
        }

        foreach (var field in fields)
        {
            Both($"SettingGroup_{field.Group}").Should().NotContain(string.Empty);
            if (field.Unit != SettingUnit.None) Both($"SettingUnit_{field.Unit}").Should().NotContain(string.Empty);
        }

        foreach (var unit in Enum.GetNames<CandleUnit>()) Both($"CandleUnit_{unit}").Should().NotContain(string.Empty);
    }

    [Fact]
    public void Every_problem_has_a_text()
    {
        foreach (var code in SettingsProblems.All)
        {
            var texts = Both($"Problem_{code}");
            Placeholders(texts[0]).Should().BeEquivalentTo(Placeholders(texts[1]), code);
        }
    }

    [Fact]
    public void Every_strategy_has_a_name_and_a_help_text()
    {
        foreach (var id in StrategyCatalog.Offered.Strategies.Select(strategy => strategy.Id).Append(RandomEntryStrategy.Name))
        {
            var key = $"Strategy_{id.Value.Replace('-', '_')}";
            Both(key).Should().NotContain(string.Empty);
            Both($"{key}_Help").Should().NotContain(string.Empty);
        }
    }

    [Fact]
    public void Korean_and_English_have_the_same_keys() => Korean.Keys.Should().BeEquivalentTo(English.Keys);

    private static string[] Both(string key)
    {
        Korean.Should().ContainKey(key);
        English.Should().ContainKey(key);
        return [Korean[key], English[key]];
    }

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(match => match.Groups[1].Value).Distinct();

    // Without falling back to the other language, which would hide a missing text.
    private static Dictionary<string, string> TextsOf(CultureInfo culture) => TradingText.ResourceManager
        .GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
        .Cast<DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
