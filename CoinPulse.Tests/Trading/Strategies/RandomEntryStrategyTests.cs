using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading.Strategies.MeanReversion;
using CoinPulse.Core.Trading.Strategies.RandomEntry;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Strategies;

public sealed class RandomEntryStrategyTests
{
    private static readonly MeanReversionStrategy Compared = new();

    [Fact]
    public void The_same_seed_buys_the_same_candles() => Bought(seed: 7, chance: 0.3).Should().Equal(Bought(seed: 7, chance: 0.3));

    [Fact]
    public void Another_seed_buys_others() => Bought(seed: 7, chance: 0.3).Should().NotEqual(Bought(seed: 8, chance: 0.3));

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.3, 250, 350)]
    [InlineData(1, 1_000, 1_000)]
    public void Buys_the_given_share_of_candles(double chance, int least, int most) => Bought(seed: 7, chance).Count.Should().BeInRange(least, most);

    [Fact]
    public void A_higher_chance_buys_everything_that_a_lower_one_bought() => Bought(seed: 7, chance: 0.5).Should().Contain(Bought(seed: 7, chance: 0.2));

    [Fact]
    public void Leaves_as_the_compared_strategy_leaves()
    {
        var view = Views.Of(CandleUnit.Hour1, Views.Closing(CandleUnit.Hour1, Enumerable.Range(0, 100).Select(index => 1_000d + index)));
        var random = new RandomEntryStrategy(Compared, 7, 0.3);

        random.Reconsider(view, random.DefaultSettings)!.IsSameKindAs(Compared.Reconsider(view, Compared.DefaultSettings)).Should().BeTrue();
        random.CandlesNeeded(random.DefaultSettings).Should().Be(Compared.CandlesNeeded(Compared.DefaultSettings));
    }

    private static List<int> Bought(long seed, double chance)
    {
        var strategy = new RandomEntryStrategy(Compared, seed, chance);
        return [.. Enumerable.Range(0, 1_000).Where(hour => strategy.Consider(ViewAt(hour), Compared.DefaultSettings) is not null)];
    }

    private static Core.Trading.Strategies.MarketView ViewAt(int hour) =>
        Views.Of(CandleUnit.Hour1, [new Candle(Views.Start.AddHours(hour), 1, 1, 1, 1, 1, 1)]);
}
