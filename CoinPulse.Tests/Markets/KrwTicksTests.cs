using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CsCheck;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Markets;

public sealed class KrwTicksTests
{
    private static readonly Gen<Price> AnyPrice = Gen.Select(Gen.Int[1, 999_999_999], Gen.Int[0, 8], (digits, power) => new Price(digits / (decimal)Math.Pow(10, power)));

    /// <summary>Each boundary of the table in force since 2025-07-31: price, its step, the next price below, the next price above.</summary>
    [Theory]
    [InlineData("2000000", "1000", "1999000", "2001000")]
    [InlineData("1000000", "1000", "999500", "1001000")]
    [InlineData("500000", "500", "499900", "500500")]
    [InlineData("100000", "100", "99950", "100100")]
    [InlineData("50000", "50", "49990", "50050")]
    [InlineData("10000", "10", "9995", "10010")]
    [InlineData("5000", "5", "4999", "5005")]
    [InlineData("1000", "1", "999", "1001")]
    [InlineData("100", "1", "99.9", "101")]
    [InlineData("10", "0.1", "9.99", "10.1")]
    [InlineData("1", "0.01", "0.999", "1.01")]
    [InlineData("0.1", "0.001", "0.0999", "0.101")]
    [InlineData("0.01", "0.0001", "0.00999", "0.0101")]
    [InlineData("0.001", "0.00001", "0.000999", "0.00101")]
    [InlineData("0.0001", "0.000001", "0.0000999", "0.000101")]
    [InlineData("0.00001", "0.0000001", "0.00000999", "0.0000101")]
    [InlineData("0.00000002", "0.00000001", "0.00000001", "0.00000003")]
    public void The_table_is_exact_at_each_boundary(string price, string tick, string below, string above)
    {
        var at = P(price);

        new { Tick = KrwTicks.TickAt(at), Below = KrwTicks.Below(at), Above = KrwTicks.Above(at) }
            .Should().Be(new { Tick = D(tick), Below = P(below), Above = P(above) });
    }

    [Theory]
    [InlineData("140000999", "140000000", "140001000")]
    [InlineData("999999", "999500", "1000000")]
    [InlineData("9999.5", "9995", "10000")]
    [InlineData("9.999", "9.99", "10")]
    [InlineData("0.09999", "0.0999", "0.1")]
    [InlineData("3512", "3512", "3512")]
    public void Rounding_goes_to_the_nearest_step_on_the_named_side(string price, string down, string up)
    {
        KrwTicks.RoundDown(P(price)).Should().Be(P(down));
        KrwTicks.RoundUp(P(price)).Should().Be(P(up));
    }

    [Fact]
    public void Rounding_stays_on_the_table_and_never_crosses_the_price() => AnyPrice.Sample(price =>
    {
        var (down, up) = (KrwTicks.RoundDown(price), KrwTicks.RoundUp(price));
        return down <= price && price <= up && KrwTicks.IsOnTick(up) && (!down.IsPositive || KrwTicks.IsOnTick(down))
            && up - down <= new Price(KrwTicks.TickAt(price));
    });

    [Fact]
    public void Up_and_down_again_is_where_one_began() => AnyPrice.Select(KrwTicks.RoundUp).Sample(price =>
        KrwTicks.Below(KrwTicks.Above(price)) == price && KrwTicks.Above(KrwTicks.Below(price)) == price);

    private static Price P(string value) => new(D(value));

    private static decimal D(string value) => decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
}
