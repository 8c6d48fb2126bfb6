using System.Globalization;
using System.Reflection;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Web.Trading.Positions;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Pages;

/// <summary>Whatever a position can be or meet has words in both languages.</summary>
public sealed class PositionTextTests
{
    public static TheoryData<string> Keys => new(
    [
        .. Enum.GetNames<PositionState>().Select(name => $"State_{name}"),
        .. Enum.GetNames<ExitReason>().Select(name => $"Because_{name}"),
        .. Enum.GetNames<StopKind>().Select(name => $"StopKind_{name}"),
        .. Enum.GetNames<Leg>().Select(name => $"Leg_{name}"),
        .. Enum.GetNames<IntentRoute>().Select(name => $"Route_{name}"),
        .. Enum.GetNames<IntentState>().Select(name => $"Intent_{name}"),
        .. Enum.GetNames<OrderKind>().Select(name => $"Kind_{name}"),
        .. Enum.GetNames<ExchangeFaultKind>().Select(name => $"Refusal_{name}"),
        .. Enum.GetNames<GuardTroubles>().Where(name => name != nameof(GuardTroubles.None)).Select(name => $"Trouble_{name}"),
        .. typeof(FaultNames).GetFields(BindingFlags.Public | BindingFlags.Static).Where(name => name.IsLiteral).Select(name => $"Refusal_{name.GetRawConstantValue()}"),
        .. StopProblems.All.Select(code => $"Problem_{code}"),
    ]);

    [Theory]
    [MemberData(nameof(Keys))]
    public void Everything_that_a_position_can_be_has_words(string key)
    {
        foreach (var culture in (CultureInfo[])[CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo("en")])
        {
            PositionText.ResourceManager.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.GetString(key).Should().NotBeNullOrWhiteSpace(culture.Name);
        }
    }
}
