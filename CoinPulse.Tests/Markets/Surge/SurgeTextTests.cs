using System.Globalization;
using System.Text.RegularExpressions;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Surge;
using CoinPulse.Core.Markets.Surge.Record;
using CoinPulse.Web.Markets.Surge;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Markets.Surge;

public sealed partial class SurgeTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("en")]
    public void Every_part_has_a_name_and_a_sentence_that_asks_for_the_inputs_it_has(string culture)
    {
        var days = Enumerable.Range(0, 30).Select(day => new Candle(DateTimeOffset.UnixEpoch.AddDays(day), 1, 1, 1, 1, 1, 1)).ToList();
        var scores = SurgeScores.Of(days)!;
        var parts = SurgeReasons.Of(scores.V1).Concat(SurgeReasons.Of(scores.Penalties))
            .Concat(SurgeReasons.Of(scores.V2!.Inputs, scores.V2.Accumulation)).Concat(SurgeReasons.Of(scores.V2.Inputs, scores.V2.Bounce)).ToList();

        parts.Select(part => part.Code).Should().BeEquivalentTo(SurgeReasons.Codes);
        foreach (var part in parts)
        {
            Text($"Part_{part.Code}", culture).Should().NotBeNullOrWhiteSpace();
            Place().Matches(Text($"PartWhy_{part.Code}", culture)!).Select(match => match.Groups["name"].Value).Should().BeEquivalentTo(part.Facts.Keys, part.Code);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("en")]
    public void Every_name_that_stands_in_the_code_has_a_text(string culture)
    {
        var keys = SurgeScores.Predictors.SelectMany(predictor => new[] { $"Predictor_{predictor}", $"Help_{predictor}" })
            .Concat(Enum.GetNames<SurgeTiming>().Select(name => $"Timing_{name}"))
            .Concat(Enum.GetNames<SurgeLabel>().Select(name => $"Label_{name}"))
            .Concat(Enum.GetNames<SurgePattern>().Select(name => $"Pattern_{name}"))
            .Concat(Enum.GetNames<SurgeResult>().Select(name => $"Result_{name}"));

        keys.Where(key => string.IsNullOrWhiteSpace(Text(key, culture))).Should().BeEmpty();
    }

    private static string? Text(string key, string culture) =>
        SurgeText.ResourceManager.GetResourceSet(CultureInfo.GetCultureInfo(culture), true, tryParents: false)!.GetString(key);

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
