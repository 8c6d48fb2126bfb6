using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Markets;

public sealed class BuyAndHoldTests
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Percent Fee = Percent.Of(0.05m);
    private static readonly double Kept = 0.9995 / 1.0005;

    [Fact]
    public void Equal_parts_of_every_market_are_held_from_the_beginning()
    {
        // One doubles, one halves: (2 + 0.5) / 2.
        var curve = BuyAndHold.Curve([Market([100, 150, 200], 200), Market([80, 60, 40], 40)], CandleUnit.Hour1, Noon, Fee, Noon.AddHours(2.5));

        curve.Select(point => (point.At, Math.Round(point.Factor / Kept, 9))).Should().Equal(
            (Noon, 1), (Noon.AddHours(1), (1.5 + 0.75) / 2), (Noon.AddHours(2), 1.25), (Noon.AddHours(2.5), 1.25));
    }

    [Fact]
    public void A_price_that_never_moves_loses_the_two_fees()
    {
        var curve = BuyAndHold.Curve([Market([100, 100], 100)], CandleUnit.Hour1, Noon, Fee, Noon.AddHours(2));

        curve[^1].Factor.Should().BeApproximately(1 - 2 * 0.0005, 1e-6);
    }

    [Fact]
    public void A_market_in_which_nothing_traded_stands_where_it_stood()
    {
        var quiet = (IReadOnlyList<Candle>)[At(Noon.AddHours(-1), 100), At(Noon.AddHours(2), 130)];

        var curve = BuyAndHold.Curve([(quiet, 130), Market([100, 100, 100, 100], 100)], CandleUnit.Hour1, Noon, Fee, Noon.AddHours(4));

        curve.Single(point => point.At == Noon.AddHours(2)).Factor.Should().BeApproximately(Kept, 1e-12);
        curve.Single(point => point.At == Noon.AddHours(3)).Factor.Should().BeApproximately(Kept * 1.15, 1e-12);
    }

    [Fact]
    public void A_market_without_a_price_at_the_beginning_has_no_part()
    {
        var late = (IReadOnlyList<Candle>)[At(Noon.AddHours(1), 100), At(Noon.AddHours(2), 900)];

        var curve = BuyAndHold.Curve([(late, 900), Market([100, 110], 110)], CandleUnit.Hour1, Noon, Fee, Noon.AddHours(3));

        curve[^1].Factor.Should().BeApproximately(Kept * 1.1, 1e-12);
    }

    [Fact]
    public void Without_any_price_there_is_no_curve() => BuyAndHold.Curve([], CandleUnit.Hour1, Noon, Fee, Noon).Should().BeEmpty();

    /// <summary>The first close is that of the hour which ends at noon.</summary>
    private static (IReadOnlyList<Candle>, double?) Market(double[] closes, double newest) =>
        ([.. closes.Select((close, i) => At(Noon.AddHours(i - 1), close))], newest);

    private static Candle At(DateTimeOffset openAt, double close) => new(openAt, close, close, close, close, 1, close);
}
