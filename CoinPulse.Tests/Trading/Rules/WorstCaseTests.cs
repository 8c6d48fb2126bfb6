using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Core.Trading.Strategies.Swing;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Rules;

public sealed class WorstCaseTests
{
    [Fact]
    public void Every_position_at_its_stop_loses_the_stop_and_both_fees()
    {
        var worst = WorstCase.Of(new SwingSettings { AmountPerEntry = 1_000_000, MostPositions = 3, Budget = 5_000_000, StopLoss = 3, Emergency = 8 });

        worst.Invested.Should().Be(new Krw(3_000_000));
        worst.AtStop.Value.Should().BeApproximately(3_000_000 * (1.0005m - (1.0005m * 0.97m * 0.9995m)), 0.01m);
        worst.AtEmergency.Should().BeGreaterThan(worst.AtStop);
    }

    [Fact]
    public void The_budget_bounds_what_the_positions_would() =>
        WorstCase.Of(new SwingSettings { AmountPerEntry = 1_000_000, MostPositions = 10, Budget = 2_500_000 }).Invested.Should().Be(new Krw(2_500_000));

    [Theory]
    [InlineData(SettingsPreset.Cautious)]
    [InlineData(SettingsPreset.Standard)]
    [InlineData(SettingsPreset.Bold)]
    [InlineData(SettingsPreset.Quick)]
    public void Every_preset_of_every_form_may_be_kept(SettingsPreset preset)
    {
        foreach (var strategy in StrategyCatalog.Offered.Strategies)
        {
            var settings = strategy.DefaultSettings.As(preset);
            settings.Should().BeOfType(strategy.SettingsType);
            SettingsRules.Check(settings).Should().BeEmpty(strategy.Id.Value);
        }

        SettingsRules.Check(new RiskSettings().As(preset)).Should().BeEmpty();
    }

    [Fact]
    public void A_cautious_preset_can_lose_less_and_a_bold_one_more()
    {
        foreach (var settings in StrategyCatalog.Offered.Strategies.Select(strategy => strategy.DefaultSettings))
        {
            Loss(SettingsPreset.Cautious).Should().BeLessThan(Loss(SettingsPreset.Standard));
            Loss(SettingsPreset.Standard).Should().BeLessThan(Loss(SettingsPreset.Bold));

            Krw Loss(SettingsPreset preset) => WorstCase.Of(settings.As(preset)).AtStop;
        }
    }
}
