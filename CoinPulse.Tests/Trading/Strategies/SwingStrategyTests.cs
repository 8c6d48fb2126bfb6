using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Surge;
using CoinPulse.Core.Trading.Strategies.Swing;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Strategies;

public sealed class SwingStrategyTests
{
    private static readonly SwingStrategy Strategy = new();
    private static readonly SwingSettings Daily = new() { Timeframe = CandleUnit.Day1 };

    [Fact]
    public void Buys_at_the_minimum_score_and_says_what_it_is_made_of()
    {
        var days = Lively();
        var score = SurgeScoreV1.Of(days)!;

        var opinion = Strategy.Consider(Views.Of(CandleUnit.Day1, days), Daily with { MinScore = score.Total })!;

        opinion.Strength.Should().Be(score.Total);
        opinion.Why.Code.Should().Be(SwingReasons.Entry);
        opinion.Why.Facts["volume"].Should().Be("20");
        opinion.Why.Facts["r"].Should().Be("5");
        opinion.Why.Facts["score"].Should().Be($"{score.Total}");
    }

    [Fact]
    public void Does_not_buy_one_point_under_the_minimum()
    {
        var days = Lively();
        var settings = Daily with { MinScore = SurgeScoreV1.Of(days)!.Total + 1 };

        Strategy.Consider(Views.Of(CandleUnit.Day1, days), settings).Should().BeNull();
    }

    [Fact]
    public void A_late_rally_is_bought_without_penalties_and_not_with_them()
    {
        var days = Lively(padding: 10);
        var view = Views.Of(CandleUnit.Day1, days);
        var settings = Daily with { MinScore = SurgeScoreV1.Of(days)!.Total };

        Strategy.Consider(view, settings).Should().NotBeNull();
        Strategy.Consider(view, settings with { UsePenalties = true }).Should().BeNull();
    }

    [Theory]
    [InlineData(CandleUnit.Minute15)]
    [InlineData(CandleUnit.Minute30)]
    [InlineData(CandleUnit.Hour1)]
    [InlineData(CandleUnit.Hour4)]
    public void Days_rolled_from_shorter_candles_score_as_the_days_themselves(CandleUnit unit)
    {
        var days = Lively();
        var least = Daily with { MinScore = 1 };

        var rolled = Strategy.Consider(Views.Of(unit, Split(days, unit)), least with { Timeframe = unit })!;

        rolled.Why.Facts.Should().Equal(Strategy.Consider(Views.Of(CandleUnit.Day1, days), least)!.Why.Facts);
    }

    [Fact]
    public void Nineteen_days_with_trades_in_more_than_twenty_give_no_opinion()
    {
        var candles = Split(Lively(), CandleUnit.Hour1).Where(candle => candle.OpenAt.Day != 5).ToList();

        Strategy.Consider(Views.Of(CandleUnit.Hour1, candles), new SwingSettings { MinScore = 1 }).Should().BeNull();
    }

    [Theory]
    [InlineData(CandleUnit.Day1, false, 20)]
    [InlineData(CandleUnit.Hour1, false, 480)]
    [InlineData(CandleUnit.Minute15, false, 1920)]
    [InlineData(CandleUnit.Hour4, true, 180)]
    public void Asks_for_as_many_candles_as_make_its_days(CandleUnit unit, bool penalties, int count) =>
        Strategy.CandlesNeeded(new SwingSettings { Timeframe = unit, UsePenalties = penalties }).Should().Be(count);

    [Fact]
    public void Has_no_exit_of_its_own() => Strategy.Reconsider(Views.Of(CandleUnit.Day1, Lively()), Daily).Should().BeNull();

    // Fifteen quiet days (and more before them), then five with five times the volume that climb 3 % a day.
    private static List<Candle> Lively(int padding = 0)
    {
        var quiet = Enumerable.Range(0, padding + 15).Select(day => 100d - day % 2);
        var lively = Enumerable.Range(1, 5).Select(day => 99 * Math.Pow(1.03, day));
        var days = Views.Closing(CandleUnit.Day1, [.. quiet, .. lively]);
        return [.. days.Select((day, index) => day with { Value = index < padding + 15 ? 1_000 : 5_000 })];
    }

    private static List<Candle> Split(IReadOnlyList<Candle> days, CandleUnit unit)
    {
        var count = 1440 / (int)unit;
        return
        [
            .. days.SelectMany(day => Enumerable.Range(0, count).Select(part => new Candle(
                day.OpenAt + part * unit.Length(),
                part == 0 ? day.Open : day.Close,
                day.High,
                day.Low,
                day.Close,
                day.Volume / count,
                day.Value / count))),
        ];
    }
}
