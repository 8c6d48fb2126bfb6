using System.Globalization;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Surge;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Markets.Surge;

public sealed class SurgeScoreV1Tests
{
    private static readonly DateTimeOffset FirstDay = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // The sixteen published trades with the inputs that were recorded; the inputs of the trend were not, so its points are taken as given.
    [Theory]
    [InlineData("2024-11-13 BCH", 65, 4.184, 20, 58.36, 15, 39.20, 0, 15, 11.17, 15)]
    [InlineData("2024-11-13 XLM", 60, 12.225, 20, 52.27, 15, 41.77, 0, 10, 24.56, 15)]
    [InlineData("2024-11-13 SAND", 67, 6.517, 20, 49.84, 25, 29.17, 0, 10, 5.77, 12)]
    [InlineData("2024-11-13 MANA", 67, 6.448, 20, 46.73, 25, 32.50, 0, 10, 6.71, 12)]
    [InlineData("2024-11-13 BSV", 65, 3.718, 20, 57.93, 15, 49.14, 0, 15, 20.68, 15)]
    [InlineData("2024-11-20 XLM", 80, 25.976, 20, 49.36, 25, 181.20, 0, 20, 12.86, 15)]
    [InlineData("2024-11-20 HBAR", 60, 21.845, 20, 52.26, 15, 195.75, 0, 10, 35.7, 15)]
    [InlineData("2024-11-27 NEAR", 67, 1.549, 10, 48.63, 25, 65.09, 0, 20, 9.65, 12)]
    [InlineData("2024-11-27 VET", 69, 4.099, 20, 47.23, 25, 100.84, 0, 20, 0.57, 4)]
    [InlineData("2024-11-27 MANA", 65, 10.928, 20, 59.73, 15, 106.10, 0, 15, 14.97, 15)]
    [InlineData("2024-11-27 AXS", 65, 4.902, 20, 58.88, 15, 57.66, 0, 15, 11.69, 15)]
    [InlineData("2024-11-27 AAVE", 60, 1.517, 10, 57.71, 15, 36.31, 0, 20, 20.12, 15)]
    [InlineData("2024-11-27 ZIL", 62, 2.256, 15, 58.98, 15, 81.77, 0, 20, 5.34, 12)]
    [InlineData("2024-12-04 SAND", 60, 1.832, 10, 58.49, 15, 247.76, 0, 20, 42.18, 15)]
    [InlineData("2024-12-04 AXS", 60, 1.502, 10, 59.21, 15, 96.29, 0, 20, 19.1, 15)]
    [InlineData("2024-12-04 EGLD", 60, 2.059, 10, 50.23, 15, 97.99, 0, 20, 29.75, 15)]
    public void The_published_trades_get_their_points(
        string trade, int score, double ratio, int volume, double rsiValue, int rsi, double above, int support, int trend, double percent, int momentum)
    {
        var given = new SurgeScore(
            new SurgePart(SurgeScoreV1.VolumePoints(ratio), ratio),
            new SurgePart(SurgeScoreV1.RsiPoints(rsiValue), rsiValue),
            new SurgePart(SurgeScoreV1.SupportPoints(above), above),
            new SurgeTrendPart(trend, 1, 1, 0),
            new SurgePart(SurgeScoreV1.MomentumPoints(percent), percent));

        new[] { given.Volume.Points, given.Rsi.Points, given.Support.Points, given.Momentum.Points, given.Total }
            .Should().Equal([volume, rsi, support, momentum, score], trade);
    }

    [MarketDataFact(XrpFile)]
    public void The_published_row_of_a_real_day_is_reproduced_whole()
    {
        var score = SurgeScoreV1.Of(XrpThrough("2024-11-17"))!;

        score.Should().BeEquivalentTo(new { Total = 60, Volume = new { Points = 20 }, Rsi = new { Points = 15 }, Support = new { Points = 0 }, Trend = new { Points = 10 }, Momentum = new { Points = 15 } });
        score.Volume.Input.Should().BeApproximately(7.58, 0.01);
        score.Rsi.Input.Should().BeApproximately(59.3, 0.05);
        score.Momentum.Input.Should().BeApproximately(51.8, 0.05);
    }

    private const string XrpFile = "upbit-merged/KRW-XRP_1d.csv.gz";

    [Theory]
    [InlineData(3, 20)]
    [InlineData(2.9999, 15)]
    [InlineData(2.25, 15)]
    [InlineData(2.2499, 10)]
    [InlineData(1.5, 10)]
    [InlineData(1.4999, 5)]
    [InlineData(1.2, 5)]
    [InlineData(1.1999, 0)]
    public void Volume_points_change_at_their_thresholds(double ratio, int points) => SurgeScoreV1.VolumePoints(ratio).Should().Be(points);

    [Theory]
    [InlineData(0, 10)]
    [InlineData(29.999, 10)]
    [InlineData(30, 20)]
    [InlineData(34.999, 20)]
    [InlineData(35, 25)]
    [InlineData(50, 25)]
    [InlineData(50.001, 15)]
    [InlineData(60, 15)]
    [InlineData(60.001, 0)]
    [InlineData(100, 0)]
    public void Rsi_points_change_at_their_thresholds(double rsi, int points) => SurgeScoreV1.RsiPoints(rsi).Should().Be(points);

    [Theory]
    [InlineData(0, 20)]
    [InlineData(2, 20)]
    [InlineData(2.001, 15)]
    [InlineData(4, 15)]
    [InlineData(4.001, 10)]
    [InlineData(6, 10)]
    [InlineData(6.001, 5)]
    [InlineData(10, 5)]
    [InlineData(10.001, 0)]
    public void Support_points_change_at_their_thresholds(double above, int points) => SurgeScoreV1.SupportPoints(above).Should().Be(points);

    [Theory]
    [InlineData(102.1, 100, 2, 20)]
    [InlineData(102.1, 100, 3, 20)]
    [InlineData(102, 100, 2, 15)]     // exactly 2 % is not over it
    [InlineData(102.1, 100, 1, 15)]
    [InlineData(100.1, 100, 1, 15)]
    [InlineData(103, 100, 0, 10)]
    [InlineData(100, 100, 3, 5)]      // level means are no lead
    [InlineData(99, 100, 1, 5)]
    [InlineData(99, 100, 0, 0)]
    public void Trend_points_need_a_lead_and_rising_days(double shortMean, double longMean, int rises, int points) =>
        SurgeScoreV1.TrendPoints(shortMean, longMean, rises).Should().Be(points);

    [Theory]
    [InlineData(10, 15)]
    [InlineData(9.999, 12)]
    [InlineData(5, 12)]
    [InlineData(4.999, 8)]
    [InlineData(2, 8)]
    [InlineData(1.999, 4)]
    [InlineData(0, 4)]
    [InlineData(-0.001, 0)]
    public void Momentum_points_change_at_their_thresholds(double percent, int points) => SurgeScoreV1.MomentumPoints(percent).Should().Be(points);

    [Theory]
    [InlineData(95, 25)]
    [InlineData(94.9, 20)]
    [InlineData(90, 20)]
    [InlineData(85, 15)]
    [InlineData(80, 10)]
    [InlineData(79.9, 0)]
    public void A_price_near_its_high_loses_points(double percentOfHigh, int points) => SurgeScoreV1.NearHighPenalty(percentOfHigh).Should().Be(points);

    [Theory]
    [InlineData(30, 20)]
    [InlineData(29.9, 15)]
    [InlineData(20, 15)]
    [InlineData(10, 10)]
    [InlineData(9.9, 0)]
    public void A_long_rise_loses_points(double percent, int points) => SurgeScoreV1.WeeklyRisePenalty(percent).Should().Be(points);

    [Theory]
    [InlineData(70, 15)]
    [InlineData(69.9, 10)]
    [InlineData(65, 10)]
    [InlineData(60, 5)]
    [InlineData(59.9, 0)]
    public void A_high_rsi_loses_points(double rsi, int points) => SurgeScoreV1.RsiPenalty(rsi).Should().Be(points);

    [Theory]
    [InlineData(15, 15)]
    [InlineData(14.9, 10)]
    [InlineData(10, 10)]
    [InlineData(9.9, 0)]
    public void A_fast_rise_loses_points(double percent, int points) => SurgeScoreV1.MomentumPenalty(percent).Should().Be(points);

    [Fact]
    public void Nineteen_days_have_no_score() => SurgeScoreV1.Of(Days(19)).Should().BeNull();

    [Fact]
    public void A_still_market_has_no_falls_and_no_rises()
    {
        var score = SurgeScoreV1.Of(Days(20))!;

        score.Volume.Input.Should().Be(1);
        score.Rsi.Input.Should().Be(100);
        score.Trend.Rises.Should().Be(0);
        score.Support.Should().Be(new SurgePart(20, 0));
        score.Total.Should().Be(24);
    }

    [Fact]
    public void Days_without_trades_before_do_not_make_a_volume_surge()
    {
        var days = Days(20).Select((day, index) => index < 15 ? day with { Value = 0 } : day).ToList();

        SurgeScoreV1.Of(days)!.Volume.Should().Be(new SurgePart(0, 0));
    }

    [Fact]
    public void The_odd_rsi_compares_sizes_of_days_not_their_number()
    {
        // Twelve days up by 2 and one down by 2: as large as each other, so 50 whatever their number.
        var closes = Enumerable.Range(0, 20).Select(day => 100d + 2 * day).ToList();
        closes[19] = closes[18] - 2;

        SurgeScoreV1.Of(Closing(closes))!.Rsi.Input.Should().BeApproximately(50, 1e-9);
    }

    [Fact]
    public void A_day_without_a_change_counts_among_the_falls()
    {
        // Eleven rises of 2, a day without change, a fall of 2: the falls are 1 on average, so 100 − 100 / (1 + 2).
        var closes = Enumerable.Range(0, 20).Select(day => 100d + 2 * day).ToList();
        closes[18] = closes[17];
        closes[19] = closes[18] - 2;

        SurgeScoreV1.Of(Closing(closes))!.Rsi.Input.Should().BeApproximately(200d / 3, 1e-9);
    }

    [Fact]
    public void Penalties_take_a_rally_down_but_never_under_zero()
    {
        var days = Closing([.. Enumerable.Range(0, 30).Select(day => 100 * Math.Pow(1.06, day))]);
        var score = SurgeScoreV1.Of(days)!;

        var penalties = SurgeScoreV1.PenaltiesOf(days, score);

        new[] { penalties.NearHigh.Points, penalties.WeeklyRise.Points, penalties.Rsi.Points, penalties.Momentum.Points }.Should().Equal(25, 20, 15, 15);
        penalties.NearHigh.Input.Should().BeApproximately(100, 1e-9);
        penalties.WeeklyRise.Input.Should().BeApproximately((Math.Pow(1.06, 7) - 1) * 100, 1e-9);
        score.After(penalties).Should().Be(0);
    }

    private static List<Candle> Days(int count) => Closing([.. Enumerable.Repeat(100d, count)]);

    private static List<Candle> Closing(IReadOnlyList<double> closes) =>
        [.. closes.Select((close, day) => new Candle(FirstDay.AddDays(day), close, close, close, close, 10, 1000))];

    private static List<Candle> XrpThrough(string lastDay) =>
    [
        .. MarketData.Rows(XrpFile)
            .TakeWhile(row => string.CompareOrdinal(row[0][..10], lastDay) <= 0)
            .Select(row => (At: DateTimeOffset.Parse(row[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), Numbers: row[1..6].Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray()))
            .Select(row => new Candle(row.At, row.Numbers[0], row.Numbers[1], row.Numbers[2], row.Numbers[3], row.Numbers[4], row.Numbers[4] * (row.Numbers[1] + row.Numbers[2] + row.Numbers[3]) / 3))
            .TakeLast(30),
    ];
}
