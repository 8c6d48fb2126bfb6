using CoinPulse.Core.Markets;
using FluentAssertions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace CoinPulse.Tests.Markets;

public sealed class MarketOptionsTests
{
    [Theory]
    [InlineData("0.5")]
    [InlineData("0")]
    [InlineData("3601")]
    public void A_speed_outside_of_1_to_3600_stops_the_start(string speed)
    {
        var read = () => Read(("Market:Speed", speed));

        read.Should().Throw<OptionsValidationException>().WithMessage("*Speed*");
    }

    [Fact]
    public void Without_a_word_the_best_that_is_there_is_taken_at_the_speed_of_life()
    {
        var options = Read();

        (options.Source, options.Speed).Should().Be((MarketSourceChoice.Auto, 1));
    }

    [Fact]
    public void The_source_is_read_by_name() => Read(("Market:Source", "Simulated"), ("Market:Speed", "60")).Source.Should().Be(MarketSourceChoice.Simulated);

    [Fact]
    public void Only_a_recording_is_played_as_fast_as_it_goes()
    {
        var options = Read(("Market:Source", "Replay"), ("Market:ReplayPath", "recordings"), ("Market:Speed", "0"));

        (options.Source, options.Speed).Should().Be((MarketSourceChoice.Replay, 0));
    }

    [Fact]
    public void Real_prices_know_only_the_speed_of_life()
    {
        var read = () => Read(("Market:Source", "Upbit"), ("Market:Speed", "60"));

        read.Should().Throw<OptionsValidationException>().WithMessage("*Speed*Real prices know only the speed 1*");
    }

    [Fact]
    public void A_replay_without_a_recording_stops_the_start()
    {
        var read = () => Read(("Market:Source", "Replay"));

        read.Should().Throw<OptionsValidationException>().WithMessage("*ReplayPath*");
    }

    private static MarketOptions Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build();
        return new ServiceCollection().AddMarkets(configuration).BuildServiceProvider().GetRequiredService<IOptions<MarketOptions>>().Value;
    }
}
