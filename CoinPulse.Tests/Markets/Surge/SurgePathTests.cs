using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Surge.Record;
using CoinPulse.Core.Money;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Markets.Surge;

public sealed class SurgePathTests
{
    private static readonly DateTimeOffset Start = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Start.AddDays(3);

    [Fact]
    public void The_target_before_the_stop_is_a_hit_and_what_comes_after_changes_nothing()
    {
        var path = Follow(Hours().With(5, high: 110).With(6, low: 90));

        path.Should().BeEquivalentTo(new { Result = SurgeResult.Target, TouchedAt = Start.AddHours(6), Exit = Percent.Of(10), Best = Percent.Of(10), Worst = Percent.Of(-10), Unit = CandleUnit.Hour1 });
        path.Close.Should().Be(Percent.Zero, "the third day's close is told whatever came before");
    }

    [Fact]
    public void Inside_one_candle_the_stop_comes_first()
    {
        var path = Follow(Hours().With(5, high: 120, low: 95));

        (path.Result, path.Exit).Should().Be((SurgeResult.Stop, Percent.Of(-5)));
    }

    [Fact]
    public void A_price_that_opens_under_the_stop_is_sold_at_the_opening() =>
        Follow(Hours().With(5, open: 91, high: 91, low: 90)).Exit.Should().Be(Percent.Of(-9));

    [Theory]
    [InlineData(109.999, 95.001)]
    [InlineData(100, 100)]
    public void Neither_leaves_at_the_third_days_close(double high, double low)
    {
        var path = Follow(Hours().With(70, high: high, low: low).With(71, close: 103));

        (path.Result, path.Exit, path.Close, path.TouchedAt).Should().Be((SurgeResult.Neither, Percent.Of(3), Percent.Of(3), null));
    }

    [Fact]
    public void Prices_missing_for_too_long_leave_it_undecided()
    {
        var hours = Hours().With(40, high: 130);

        Follow([.. hours.Where((_, hour) => hour is < 10 or > 16)]).Should().BeEquivalentTo(new { Result = SurgeResult.Unknown, Exit = Percent.Zero });
        Follow([.. hours.Where((_, hour) => hour is < 10 or > 15)]).Result.Should().Be(SurgeResult.Target, "six hours can be waited through");
        Follow([]).Should().BeEquivalentTo(new { Result = SurgeResult.Unknown, Close = (Percent?)null });
        Follow([.. hours.Take(60).Where((_, hour) => hour != 40)]).Should().BeEquivalentTo(new { Result = SurgeResult.Unknown, Close = (Percent?)null });
    }

    [Fact]
    public void What_was_reached_before_the_hole_stays_reached() =>
        Follow([.. Hours().With(3, high: 111).Where((_, hour) => hour < 10)]).Should().BeEquivalentTo(new { Result = SurgeResult.Target, Close = (Percent?)null });

    [Fact]
    public void Longer_candles_fill_in_where_there_are_no_shorter_ones()
    {
        Candle[] minutes = [At(0), At(1), At(125)];
        Candle[] hours = [At(0), At(60), At(120), At(180)];

        var path = SurgePath.Finest([(CandleUnit.Minute1, minutes), (CandleUnit.Hour1, hours)]);

        path.Select(piece => (piece.OpenAt - Start, piece.Unit)).Should().Equal(
            (TimeSpan.Zero, CandleUnit.Minute1), (TimeSpan.FromMinutes(1), CandleUnit.Minute1), (TimeSpan.FromHours(1), CandleUnit.Hour1),
            (TimeSpan.FromMinutes(125), CandleUnit.Minute1), (TimeSpan.FromHours(3), CandleUnit.Hour1));
        SurgePath.HasHoles(path, Start, Start.AddHours(4)).Should().BeFalse();
        SurgePath.HasHoles(path, Start, Start.AddHours(6)).Should().BeTrue();
        SurgePath.HasHoles([], Start, End).Should().BeTrue();

        static Candle At(int minute) => new(Start.AddMinutes(minute), 1, 1, 1, 1, 1, 1);
    }

    private static SurgePath Follow(IReadOnlyList<Candle> hours) =>
        SurgePath.Of(new Price(100), Start, End, [.. hours.Select(candle => new PathCandle(candle, CandleUnit.Hour1))]);

    private static List<Candle> Hours() => [.. Enumerable.Range(0, 72).Select(hour => new Candle(Start.AddHours(hour), 100, 100, 100, 100, 1, 100))];
}

file static class Changes
{
    public static List<Candle> With(this List<Candle> hours, int hour, double? open = null, double? high = null, double? low = null, double? close = null)
    {
        var candle = hours[hour];
        hours[hour] = candle with { Open = open ?? candle.Open, High = Math.Max(high ?? candle.High, close ?? 0), Low = low ?? candle.Low, Close = close ?? candle.Close };
        return hours;
    }
}
