using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading.Strategies.Trend;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Strategies;

public sealed class TrendStrategyTests
{
    private static readonly TrendStrategy Strategy = new();
    private static readonly TrendSettings Settings = new();

    [Fact]
    public void Buys_a_close_above_the_channel_in_a_rising_market()
    {
        var opinion = Strategy.Consider(View(Rising(192)), Settings)!;

        opinion.Why.Code.Should().Be(TrendReasons.Entry);
        opinion.Why.Facts["candles"].Should().Be("20");
        opinion.Strength.Should().BeInRange(50, 100);
    }

    [Fact]
    public void A_close_level_with_the_channel_is_no_break()
    {
        var closes = Rising(192);
        closes[^1] = closes[^2];

        Strategy.Consider(View(closes), Settings).Should().BeNull();
    }

    [Fact]
    public void A_jump_in_a_falling_market_is_not_a_trend()
    {
        // Above the twenty closes before, but the averages still look down.
        var closes = Falling(192);
        closes[^1] = closes[^21] * 1.001;

        Strategy.Consider(View(closes), Settings).Should().BeNull();
    }

    [Fact]
    public void A_market_that_is_too_calm_or_too_wild_is_left_alone()
    {
        var view = View(Rising(192));

        Strategy.Consider(view, Settings with { LeastRange = 5, MostRange = 6 }).Should().BeNull();
        Strategy.Consider(view, Settings with { LeastRange = 0, MostRange = 0.5m }).Should().BeNull();
    }

    [Fact]
    public void Stays_while_the_trend_holds() => Strategy.Reconsider(View(Rising(192)), Settings).Should().BeNull();

    [Fact]
    public void Leaves_when_the_lower_channel_breaks()
    {
        var closes = Rising(192);
        closes[^1] = closes[^12] * 0.99;

        Strategy.Reconsider(View(closes), Settings)!.Code.Should().Be(TrendReasons.ChannelBroken);
    }

    [Fact]
    public void Leaves_when_the_fast_average_falls_under_the_slow_one()
    {
        // A long fall with a last close that is not the lowest: the channel holds, the averages do not.
        var closes = Falling(192);
        closes[^1] = closes[^2] * 1.01;

        Strategy.Reconsider(View(closes), Settings)!.Code.Should().Be(TrendReasons.AveragesCrossed);
    }

    [Fact]
    public void One_candle_too_few_gives_no_opinion_and_no_exit()
    {
        var view = View(Rising(Strategy.CandlesNeeded(Settings) - 1));

        Strategy.Consider(view, Settings).Should().BeNull();
        Strategy.Reconsider(view, Settings).Should().BeNull();
    }

    [Fact]
    public void A_market_that_trades_in_a_third_of_its_intervals_gives_no_opinion()
    {
        var sparse = Views.Closing(CandleUnit.Hour4, Rising(192)).Select((candle, index) => candle with { OpenAt = Views.Start.AddHours(12 * index) }).ToList();

        Strategy.Consider(Views.Of(CandleUnit.Hour4, sparse), Settings).Should().BeNull();
    }

    [Fact]
    public void Older_candles_change_nothing()
    {
        var closes = Rising(192);

        var longer = Strategy.Consider(View([.. Falling(50), .. closes]), Settings)!;

        longer.Why.Facts.Should().Equal(Strategy.Consider(View(closes), Settings)!.Why.Facts);
    }

    private static List<double> Rising(int count) => [.. Enumerable.Range(0, count).Select(index => 1_000 * Math.Pow(1.004, index))];

    private static List<double> Falling(int count) => [.. Enumerable.Range(0, count).Select(index => 1_000 * Math.Pow(0.997, index))];

    private static Core.Trading.Strategies.MarketView View(IEnumerable<double> closes) => Views.Of(CandleUnit.Hour4, Views.Closing(CandleUnit.Hour4, closes));
}
