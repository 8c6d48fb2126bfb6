using CoinPulse.Core.Money;
using CoinPulse.Web.Shared;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Shared;

public sealed class FiguresTests
{
    [Theory]
    [InlineData("ko", "1234567.4", "1,234,567원")]
    [InlineData("en", "1234567.5", "₩1,234,568")]
    [InlineData("ko", "-0.4", "0원")]
    [InlineData("ko", "-1500", "−1,500원")]
    public void Won_has_no_decimals_and_never_reads_minus_zero(string language, string amount, string expected)
    {
        using var reading = new InLanguage(language);

        Figures.Won(new Krw(Decimal(amount))).Should().Be(expected);
    }

    [Theory]
    [InlineData("ko", "1500", "+1,500원")]
    [InlineData("ko", "-1500", "−1,500원")]
    [InlineData("ko", "0.3", "0원")]
    [InlineData("en", "-1500", "−₩1,500")]
    public void Signed_won_always_says_its_sign(string language, string amount, string expected)
    {
        using var reading = new InLanguage(language);

        Figures.SignedWon(new Krw(Decimal(amount))).Should().Be(expected);
    }

    [Theory]
    [InlineData("151200000", "151,200,000")]
    [InlineData("331.4", "331")]
    [InlineData("84.25", "84.3")]
    [InlineData("7.125", "7.13")]
    [InlineData("0.5", "0.500")]
    [InlineData("0.0123", "0.0123")]
    [InlineData("0.00000712", "0.00000712")]
    public void A_price_has_the_decimals_of_its_tick(string price, string expected) =>
        Figures.Price(new Price(Decimal(price))).Should().Be(expected);

    [Theory]
    [InlineData("0.0125", "+1.25%")]
    [InlineData("-0.00004", "0.00%")]
    [InlineData("-0.3", "−30.00%")]
    public void A_signed_percentage_says_its_sign_unless_it_rounds_to_nothing(string fraction, string expected) =>
        Figures.SignedPercent(new Percent(Decimal(fraction))).Should().Be(expected);

    [Theory]
    [InlineData("1234.5", "1,234.5")]
    [InlineData("0.00000001", "0.00000001")]
    public void A_quantity_has_every_digit_that_matters(string coins, string expected) =>
        Figures.Quantity(new Quantity(Decimal(coins))).Should().Be(expected);

    [Theory]
    [InlineData("ko", 42, "42초")]
    [InlineData("ko", 3_600, "1시간")]
    [InlineData("ko", 5_400, "1시간 30분")]
    [InlineData("en", 93_600, "1 d 2 h")]
    public void A_span_is_told_in_its_two_greatest_units(string language, int seconds, string expected)
    {
        using var reading = new InLanguage(language);

        Figures.Span(TimeSpan.FromSeconds(seconds)).Should().Be(expected);
    }

    [Theory]
    [InlineData("ko", -2, "방금 전")]
    [InlineData("ko", -180, "3분 전")]
    [InlineData("en", 7_300, "in 2 h")]
    [InlineData("en", -172_800, "2 d ago")]
    public void A_moment_is_near_or_far_from_now(string language, int secondsFromNow, string expected)
    {
        using var reading = new InLanguage(language);
        var now = new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

        Figures.Relative(now.AddSeconds(secondsFromNow), now).Should().Be(expected);
    }

    private static decimal Decimal(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
