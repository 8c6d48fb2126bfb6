using System.Reflection;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Core.Trading.Strategies.Swing;
using CoinPulse.Core.Trading.Strategies.Trend;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Strategies;

public sealed class SettingsFormTests
{
    public static TheoryData<Type> Records => new(StrategyCatalog.Offered.Strategies.Select(strategy => strategy.SettingsType).Append(typeof(RiskSettings)));

    [Theory]
    [MemberData(nameof(Records))]
    public void Every_property_that_can_be_set_has_a_field(Type record)
    {
        var settable = record.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).Select(property => property.Name);

        SettingsForm.For(record).Fields.Select(field => field.Property).Should().BeEquivalentTo(settable);
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void Every_number_has_bounds_and_its_default_lies_within(Type record)
    {
        var settings = Activator.CreateInstance(record)!;

        SettingsForm.For(record).Fields.Where(field => field.Kind == SettingKind.Number)
            .Should().OnlyContain(field => field.Min < field.Max && double.IsFinite(field.Min) && double.IsFinite(field.Max) && field.Allows(field.Get(settings)));
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void Fields_of_a_group_stand_at_places_of_their_own(Type record) =>
        record.GetProperties()
            .Select(property => property.GetCustomAttribute<SettingAttribute>())
            .OfType<SettingAttribute>()
            .Select(setting => (setting.Group, setting.Order))
            .Should().OnlyHaveUniqueItems();

    [Fact]
    public void Groups_follow_each_other_and_fields_their_order()
    {
        var groups = SettingsForm.For(typeof(SwingSettings)).Groups;

        groups.Select(group => group.Group).Should().Equal(SettingGroup.Entry, SettingGroup.Size, SettingGroup.Exit);
        groups[0].Fields.Select(field => field.Property).Should().Equal("Timeframe", "MinScore", "UsePenalties");
    }

    [Fact]
    public void A_changed_value_is_in_the_copy_alone()
    {
        var before = new SwingSettings();

        StrategySettings after = SettingsForm.For(before)["StopLoss"].With(before, 4.5m);

        after.Should().Be(before with { StopLoss = 4.5m });
        before.StopLoss.Should().Be(3m);
    }

    [Fact]
    public void Switches_choices_and_lists_are_changed_alike()
    {
        var form = SettingsForm.For(typeof(SwingSettings));
        var swing = form["UsePenalties"].With(form["Timeframe"].With(new SwingSettings(), CandleUnit.Day1), true);
        var risk = SettingsForm.For(typeof(RiskSettings))["ExcludedMarkets"].With(new RiskSettings(), new List<string> { "KRW-BTC" });

        swing.Should().Be(new SwingSettings { Timeframe = CandleUnit.Day1, UsePenalties = true });
        risk.ExcludedMarkets.Should().Equal("KRW-BTC");
    }

    [Fact]
    public void A_whole_number_is_taken_from_a_decimal_field_only_when_it_is_whole()
    {
        var field = SettingsForm.For(typeof(SwingSettings))["MinScore"];
        var half = () => field.With(new SwingSettings(), 60.5m);

        field.With(new SwingSettings(), 70m).MinScore.Should().Be(70);
        half.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_timeframe_is_chosen_among_those_that_are_offered()
    {
        var settings = new TrendSettings();

        SettingsForm.For(settings)["Timeframe"].Choices(settings).Should().Equal(settings.OfferedTimeframes.Cast<object>());
    }
}
