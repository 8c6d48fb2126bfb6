using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Markets.Simulated;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Core.Trading.Strategies.Trend;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Strategies;

public sealed class CandleDepthTests
{
    public static TheoryData<string> Offered => [.. StrategyCatalog.Offered.Strategies.Select(strategy => strategy.Id.Value)];

    /// <summary>A strategy that is never asked because too few candles are kept would say nothing and buy nothing, for ever.</summary>
    [Theory, MemberData(nameof(Offered))]
    public void What_the_form_lets_a_person_save_has_its_candles_and_what_has_not_is_refused_in_a_sentence(string id)
    {
        var strategy = StrategyCatalog.Offered.Find(StrategyId.From(id))!;
        foreach (var timeframe in strategy.DefaultSettings.OfferedTimeframes)
        {
            var greediest = Greediest(strategy) with { Timeframe = timeframe };
            var fits = strategy.CandlesNeeded(greediest) <= CandleDepths.Of(timeframe);

            SettingsRules.Check(greediest).Any(problem => problem.Code == SettingsProblems.CandlesNotKept).Should().Be(!fits, $"{id} may be set to {timeframe}");
            if (timeframe != CandleUnit.Day1) fits.Should().BeTrue("only days are too long to be kept by the thousand");
        }
    }

    [Fact]
    public void The_sentence_says_how_many_are_needed_and_how_many_there_are()
    {
        var problem = SettingsRules.Check(new TrendSettings { Timeframe = CandleUnit.Day1, SlowAverage = 200 }).Should().ContainSingle().Subject;

        (problem.Field, problem.Arguments[0], problem.Arguments[1]).Should().Be((nameof(TrendSettings.Timeframe), 800, 400));
    }

    /// <summary>A fresh simulated market has a past, so that a new person need not wait twenty days for the first decision.</summary>
    [Theory]
    [InlineData(CandleUnit.Minute15, 30)]
    [InlineData(CandleUnit.Minute30, 30)]
    [InlineData(CandleUnit.Hour1, 60)]
    public void A_fresh_market_has_candles_for_as_many_days_as_strategies_look_back(CandleUnit unit, int days)
    {
        var (end, coin) = (new DateTimeOffset(2026, 4, 1, 3, 0, 0, TimeSpan.Zero), SimulatedCoin.All[0]);
        var board = new MarketBoard(coin.Info);

        new SimulatedHistory(7, [coin]).MakeFresh(end, [board]);

        board.Closed(unit, int.MaxValue)[0].OpenAt.Should().BeOnOrBefore(end.AddDays(-days));
    }

    /// <summary>Every switch on and every number of candles at its most.</summary>
    private static StrategySettings Greediest(IStrategy strategy)
    {
        var settings = strategy.DefaultSettings;
        foreach (var field in SettingsForm.For(strategy.SettingsType).Fields)
        {
            if (field.Kind == SettingKind.Switch) settings = field.With(settings, true);
            else if (field.Unit == SettingUnit.Candles) settings = field.With(settings, field.Max);
        }

        return settings;
    }
}
