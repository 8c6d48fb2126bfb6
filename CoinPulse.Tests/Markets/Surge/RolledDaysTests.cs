using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Surge;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Markets.Surge;

public sealed class RolledDaysTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 7, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Hours_roll_into_days_that_end_with_the_last_of_them()
    {
        var days = RolledDays.EndingWithLast(Hours(Enumerable.Range(0, 48)), CandleUnit.Hour1);

        days.Should().Equal(
            new Candle(Start, 0, 1023, -1000, 23, 24, 240),
            new Candle(Start.AddDays(1), 24, 1047, -976, 47, 24, 240));
    }

    [Fact]
    public void A_span_without_trades_has_no_day()
    {
        var days = RolledDays.EndingWithLast(Hours([0, 1, .. Enumerable.Range(48, 24)]), CandleUnit.Hour1);

        days.Select(day => day.OpenAt).Should().Equal(Start, Start.AddDays(2));
        days[0].Volume.Should().Be(2);
    }

    [Fact]
    public void Days_stay_as_they_are()
    {
        var days = Hours([0, 24, 48]);

        RolledDays.EndingWithLast(days, CandleUnit.Day1).Should().BeSameAs(days);
    }

    [Theory]
    [InlineData(CandleUnit.Minute15)]
    [InlineData(CandleUnit.Minute30)]
    [InlineData(CandleUnit.Hour1)]
    [InlineData(CandleUnit.Hour4)]
    public void A_full_count_of_candles_gives_whole_days_even_with_gaps(CandleUnit unit)
    {
        var perDay = 1440 / (int)unit;
        var indices = Enumerable.Range(0, 30 * perDay).Where(index => index % 7 != 3).TakeLast(20 * perDay);
        var candles = indices.Select(index => new Candle(Start + index * unit.Length(), 1, 1, 1, 1, 1, 1)).ToList();

        var days = RolledDays.EndingWithLast(candles, unit);

        days.Count.Should().BeGreaterThanOrEqualTo(20);
        days.TakeLast(20).Should().OnlyContain(day => day.Volume > perDay * 0.8);
    }

    private static List<Candle> Hours(IEnumerable<int> hours) =>
        [.. hours.Select(hour => new Candle(Start.AddHours(hour), hour, hour + 1000, hour - 1000, hour, 1, 10))];
}
