using System.ComponentModel.DataAnnotations;
using CoinPulse.Core.Operations;
using FluentAssertions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace CoinPulse.Tests.Operations;

public sealed class CheckedOptionsTests
{
    [Fact]
    public void What_is_known_and_allowed_is_bound() =>
        Read(("Feed:Speed", "60"), ("Feed:Inner:Count", "3")).Should().BeEquivalentTo(new FeedOptions { Speed = 60, Inner = new InnerOptions { Count = 3 } });

    [Theory]
    [InlineData("Feed:Speeed", "60", "Feed:Speeed")]
    [InlineData("Feed:Inner:Cuont", "3", "Feed:Inner:Cuont")]
    [InlineData("Feed:Speed", "fast", "Feed:Speed")]
    [InlineData("Feed:Speed", "0", "Feed:Speed")]
    [InlineData("Feed:Kind", "Sideways", "Feed:Kind")]
    public void Anything_else_stops_the_start_with_the_name_of_the_key(string key, string value, string named)
    {
        var start = () => Read((key, value));

        start.Should().Throw<OptionsValidationException>().Which.Message.Should().Contain(named);
    }

    [Fact]
    public void A_value_that_does_not_read_is_not_repeated()
    {
        var start = () => Read(("Feed:Speed", "s3cret"));

        start.Should().Throw<OptionsValidationException>().Which.Message.Should().NotContain("s3cret");
    }

    [Fact]
    public void Another_section_is_nobody_s_business() => Read(("Other:Speeed", "60")).Speed.Should().Be(1);

    private static FeedOptions Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        using var services = new ServiceCollection().Also(s => s.AddCheckedOptions<FeedOptions>(configuration, "Feed")).BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
        return services.GetRequiredService<IOptions<FeedOptions>>().Value;
    }

    internal enum FeedKind
    {
        Up,
        Down,
    }

    internal sealed class FeedOptions
    {
        [Range(1, 1000)]
        public int Speed { get; set; } = 1;

        public FeedKind Kind { get; set; }

        public InnerOptions? Inner { get; set; }
    }

    internal sealed class InnerOptions
    {
        public int Count { get; set; }
    }
}

file static class Fluently
{
    public static T Also<T>(this T value, Action<T> act)
    {
        act(value);
        return value;
    }
}
