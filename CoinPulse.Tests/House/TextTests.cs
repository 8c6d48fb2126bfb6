using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.House;

/// <summary>Korean first, English complete.</summary>
public sealed partial class TextTests
{
    public static TheoryData<string> Resources => new(Product.Web.GetManifestResourceNames()
        .Where(name => name.EndsWith("Text.resources", StringComparison.Ordinal)).Select(name => name[..^".resources".Length]));

    [Theory]
    [MemberData(nameof(Resources))]
    public void Every_text_exists_in_both_languages_with_the_same_placeholders(string resource)
    {
        var manager = new ResourceManager(resource, Product.Web);
        var korean = Texts(manager, CultureInfo.InvariantCulture);
        var english = Texts(manager, CultureInfo.GetCultureInfo("en"));

        english.Keys.Should().BeEquivalentTo(korean.Keys);
        korean.Where(text => Placeholders(text.Value) != Placeholders(english[text.Key])).Select(text => text.Key).Should().BeEmpty("placeholders agree");
        korean.Concat(english).Where(text => string.IsNullOrWhiteSpace(text.Value)).Select(text => text.Key).Should().BeEmpty("a text says something");
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void No_English_text_is_Korean(string resource) =>
        Texts(new ResourceManager(resource, Product.Web), CultureInfo.GetCultureInfo("en"))
            .Where(text => text.Key != "LanguageKo" && Hangul().IsMatch(text.Value)).Should().BeEmpty("but for the name a language gives itself");

    [Fact]
    public void There_are_texts_to_compare() => Resources.Should().NotBeEmpty();

    [Fact]
    public void Every_word_of_MudBlazor_is_ours()
    {
        var theirs = Texts(new ResourceManager("MudBlazor.Resources.LanguageResource", typeof(MudBlazor.MudLocalizer).Assembly), CultureInfo.InvariantCulture);
        var ours = Texts(new ResourceManager("CoinPulse.Web.Shell.MudText", Product.Web), CultureInfo.InvariantCulture);

        theirs.Keys.Except(ours.Keys).Should().BeEmpty();
    }

    private static Dictionary<string, string> Texts(ResourceManager manager, CultureInfo culture) =>
        manager.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);

    private static string Placeholders(string text) =>
        string.Join(',', Placeholder().Matches(text).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\p{IsHangulSyllables}|\p{IsHangulJamo}")]
    private static partial Regex Hangul();
}
