using System.Globalization;
using CoinPulse.Core.Imports;
using CoinPulse.Web.Imports;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Imports;

public sealed class ImportTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("en")]
    public void Every_note_has_a_sentence(string culture)
    {
        var texts = ImportText.ResourceManager.GetResourceSet(CultureInfo.GetCultureInfo(culture), true, tryParents: false)!;

        ImportNotes.All.Where(code => string.IsNullOrWhiteSpace(texts.GetString($"Note_{code}"))).Should().BeEmpty();
    }

    [Fact]
    public void Every_code_is_in_the_list() => typeof(ImportNotes).GetFields().Select(field => (string)field.GetRawConstantValue()!).Should().BeEquivalentTo(ImportNotes.All);
}
