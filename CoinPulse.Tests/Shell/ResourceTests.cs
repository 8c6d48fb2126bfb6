using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using CoinPulse.Web.Shell;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Shell;

/// <summary>Every text of the product, whichever feature it belongs to.</summary>
public sealed partial class ResourceTests
{
    public static TheoryData<string> Names => [.. Web.GetManifestResourceNames().Where(name => name.EndsWith("Text.resources", StringComparison.Ordinal)).Select(name => name[..^".resources".Length])];

    private static Assembly Web => typeof(WebRegistration).Assembly;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_text_stands_in_both_languages(string name)
    {
        var (korean, english) = (Read(name, ""), Read(name, "en"));

        korean.Keys.Should().BeEquivalentTo(english.Keys);
        korean.Concat(english).Where(text => string.IsNullOrWhiteSpace(text.Value)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_English_text_is_Korean(string name) =>
        Read(name, "en").Where(text => text.Key != "LanguageKo" && Hangul().IsMatch(text.Value)).Should().BeEmpty("but for the name a language gives itself");

    [Theory]
    [MemberData(nameof(Names))]
    public void Both_languages_have_the_same_places_to_fill(string name)
    {
        var english = Read(name, "en");

        foreach (var (key, text) in Read(name, "")) Places(text).Should().BeEquivalentTo(Places(english.GetValueOrDefault(key, "")), "of {0}", key);
    }

    [Fact]
    public void Every_word_of_MudBlazor_is_ours()
    {
        var theirs = new ResourceManager("MudBlazor.Resources.LanguageResource", typeof(MudBlazor.MudLocalizer).Assembly);

        Keys(theirs).Except(Read("CoinPulse.Web.Shell.MudText", "en").Keys).Should().BeEmpty();
    }

    private static IEnumerable<string> Keys(ResourceManager texts) =>
        texts.GetResourceSet(CultureInfo.InvariantCulture, true, false)!.Cast<DictionaryEntry>().Select(entry => (string)entry.Key);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Distinct();

    private static Dictionary<string, string> Read(string name, string culture)
    {
        var set = new ResourceManager(name, Web).GetResourceSet(culture.Length == 0 ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(culture), true, false);
        return set?.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal) ?? [];
    }

    [GeneratedRegex(@"\p{IsHangulSyllables}|\p{IsHangulJamo}", RegexOptions.None, 1000)]
    private static partial Regex Hangul();

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, 1000)]
    private static partial Regex Place();
}
