using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Core.Trading.Strategies.MeanReversion;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Strategies;

public sealed class MeanReversionStrategyTests
{
    private static readonly MeanReversionStrategy Strategy = new();
    private static readonly MeanReversionSettings Settings = new();

    [Fact]
    public void Buys_an_overshoot()
    {
        var opinion = Strategy.Consider(View(Dip(3)), Settings)!;

        opinion.Why.Code.Should().Be(MeanReversionReasons.Entry);
        opinion.Why.Facts.Should().ContainKeys("band", "mean", "rsi");
        double.Parse(opinion.Why.Facts["rsi"], System.Globalization.CultureInfo.InvariantCulture).Should().BeLessThan(30);
    }

    [Fact]
    public void A_market_inside_its_band_is_left_alone() => Strategy.Consider(View(Quiet()), Settings).Should().BeNull();

    [Fact]
    public void A_steady_decline_is_no_overshoot()
    {
        // Its index is zero, but each close is where the one before let it be expected: 1.6 deviations under the mean.
        var closes = Enumerable.Range(0, 60).Select(index => 1_000 - 0.5 * index);

        Strategy.Consider(View(closes), Settings).Should().BeNull();
    }

    [Fact]
    public void An_index_that_is_not_low_enough_is_left_alone() =>
        Strategy.Consider(View(Dip(3)), Settings with { MostRsi = 1 }).Should().BeNull();

    [Fact]
    public void A_free_fall_is_not_caught() => Strategy.Consider(View(Dip(15)), Settings).Should().BeNull();

    [Fact]
    public void Is_content_at_the_mean_and_not_before()
    {
        var recovered = Dip(3);
        recovered.Add(1_001);

        Strategy.Reconsider(View(recovered), Settings)!.Code.Should().Be(MeanReversionReasons.MeanReached);
        Strategy.Reconsider(View(Dip(3)), Settings).Should().BeNull();
    }

    [Fact]
    public void Too_few_candles_give_no_opinion_and_no_exit()
    {
        var view = View(Dip(3).TakeLast(Strategy.CandlesNeeded(Settings) - 1));

        Strategy.Consider(view, Settings).Should().BeNull();
        Strategy.Reconsider(view, Settings).Should().BeNull();
    }

    // Sixty closes around 1,000.
    private static List<double> Quiet() => [.. Enumerable.Range(0, 60).Select(index => 1_000d + index % 2)];

    private static List<double> Dip(double percent)
    {
        var closes = Quiet();
        closes.Add(1_000 * (1 - percent / 100));
        return closes;
    }

    private static MarketView View(IEnumerable<double> closes) => Views.Of(CandleUnit.Hour1, Views.Closing(CandleUnit.Hour1, closes));
}
