using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Core.Trading.Strategies.RandomEntry;
using CoinPulse.Core.Trading.Strategies.Swing;
using CoinPulse.Core.Trading.Strategies.Trend;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Strategies;

public sealed class StrategyCatalogTests
{
    private static readonly StrategyCatalog Catalog = StrategyCatalog.Offered;

    public static TheoryData<string> Ids => new(Catalog.Strategies.Select(strategy => strategy.Id.Value));

    [Fact]
    public void Three_are_offered_and_the_yardstick_is_not()
    {
        Catalog.Strategies.Select(strategy => strategy.Id.Value).Should().Equal("swing", "trend", "mean-reversion");
        Catalog.Find(RandomEntryStrategy.Name).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Default_settings_survive_being_stored_and_may_be_traded_on(string name)
    {
        var id = StrategyId.From(name);
        var settings = Catalog.Find(id)!.DefaultSettings;

        Catalog.Read(id, Catalog.Write(id, settings)).Value.Should().Be(settings);
        SettingsRules.Check(settings).Should().BeEmpty();
    }

    [Fact]
    public void What_is_missing_takes_the_default_of_its_own_strategy() =>
        Catalog.Read(TrendStrategy.Name, """{"Timeframe":"Day1","StopLoss":7.5}""").Value
            .Should().Be(new TrendSettings { Timeframe = CandleUnit.Day1, StopLoss = 7.5m });

    [Theory]
    [InlineData("""{"StopLos":5}""", "StopLos")]
    [InlineData("""{"StopLoss":"five"}""", "StopLoss")]
    [InlineData("""{"Timeframe":"Hour7"}""", "Timeframe")]
    [InlineData("""{"Timeframe":60}""", "Timeframe")]
    [InlineData("""{"StopLoss":null}""", "StopLoss")]
    [InlineData("null", "null")]
    public void What_cannot_be_read_is_a_problem_that_names_the_place(string json, string place)
    {
        var problem = Catalog.Read(SwingStrategy.Name, json).Problems.Should().ContainSingle().Subject;

        problem.Code.Should().Be(SettingsProblems.SettingsUnreadable);
        problem.Arguments.Should().ContainSingle().Which.As<string>().Should().Contain(place);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("settings")]
    public void What_is_not_even_an_object_is_a_problem_that_says_so(string json)
    {
        var problem = Catalog.Read(SwingStrategy.Name, json).Problems.Should().ContainSingle().Subject;

        problem.Code.Should().Be(SettingsProblems.SettingsUnreadable);
        problem.Arguments.Should().ContainSingle().Which.As<string>().Should().Contain("JSON");
    }

    [Fact]
    public void Settings_of_an_unknown_strategy_are_a_problem() =>
        Catalog.Read(StrategyId.From("martingale"), "{}").Problems.Should().ContainSingle(problem => problem.Code == SettingsProblems.StrategyUnknown);

    [Fact]
    public void Settings_of_one_strategy_are_not_stored_as_those_of_another()
    {
        var mixed = () => Catalog.Write(SwingStrategy.Name, new TrendSettings());

        mixed.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Risk_settings_survive_being_stored()
    {
        var risk = new RiskSettings { ExcludedMarkets = ["KRW-BTC"], Drawdown = 20 };

        SettingsJson.Read<RiskSettings>(SettingsJson.Write(risk)).Value.Should().BeEquivalentTo(risk);
        SettingsJson.Read<RiskSettings>("""{"ExcludedMarkets":null}""").Succeeded.Should().BeFalse();
    }

    [Fact]
    public void An_exit_plan_has_what_is_switched_on()
    {
        var settings = new SwingSettings { Target1 = 4, Share1 = 40, Target2 = 8, Share2 = 30, BreakEven = 2, TrailFrom = 5, TrailBy = 2, LongestHoldHours = 72 };

        settings.ToExitPlan().Should().BeEquivalentTo(new ExitPlan(
            Percent.Of(3),
            Percent.Of(8),
            [new ExitTarget(Percent.Of(4), Percent.Of(40)), new ExitTarget(Percent.Of(8), Percent.Of(30))],
            RestTarget: false,
            Percent.Of(2),
            Percent.Of(5),
            Percent.Of(2),
            TimeSpan.FromHours(72)));
    }

    [Fact]
    public void An_exit_plan_lacks_what_is_switched_off()
    {
        var plan = new SwingSettings { BreakEven = 0, TrailFrom = 0, LongestHoldHours = 0 }.ToExitPlan();

        plan.Should().Match<ExitPlan>(p => p.BreakEven == null && p.TrailFrom == null && p.LongestHold == null && p.Targets.Count == 1);
    }
}
