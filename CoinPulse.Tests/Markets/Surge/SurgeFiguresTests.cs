using CoinPulse.Core.Markets.Surge;
using CoinPulse.Core.Markets.Surge.Record;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Markets.Surge;

public sealed class SurgeFiguresTests
{
    private static readonly DateOnly First = new(2026, 4, 1);

    [Theory]
    [InlineData(13, 16, 0.5699, 0.9341)]   // the earlier product's published record
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(50, 100, 0.4038, 0.5962)]
    public void Wilsons_interval(int hits, int of, double low, double high)
    {
        var interval = Proportion.Wilson((double)hits / of, of);

        interval.Low.Should().BeApproximately(low, 5e-5);
        interval.High.Should().BeApproximately(high, 5e-5);
    }

    [Fact]
    public void An_empty_record_claims_nothing()
    {
        var figures = SurgeFigures.Of(SurgePredictor.V1, [], waiting: 3);

        figures.Should().BeEquivalentTo(new SurgeFigures(SurgePredictor.V1, 0, 0, 0, 3, 0, null, null, 0, null, null));
        figures.IsEnough.Should().BeFalse();
    }

    [Fact]
    public void An_undecided_call_counts_as_wrong_and_is_counted_apart()
    {
        var figures = SurgeFigures.Of(SurgePredictor.V1, [Own(0, SurgeResult.Target, 1, 0.1m), Own(0, SurgeResult.Unknown, 1, 0), Own(0, SurgeResult.Stop, 2, -0.1m)], 0);

        (figures.Settled, figures.Hits, figures.Unknown, figures.Days).Should().Be((4, 1, 1, 1));
        figures.Rate!.Value.Should().Be(0.25);
        figures.MeanAfterFees!.Value.Fraction.Should().BeApproximately(-0.0009995m, 1e-7m);   // nothing won before fees, both fees after
    }

    [Fact]
    public void The_base_is_that_of_the_same_days_weighted_as_the_calls_are()
    {
        // Three calls on a day when half of all markets hit, one on a day when none did; a third day has no call and does not count.
        SurgeTally[] tallies =
        [
            Own(0, SurgeResult.Target, 3, 0.3m), Own(1, SurgeResult.Stop, 1, -0.05m),
            Every(0, SurgeResult.Target, 50), Every(0, SurgeResult.Stop, 50), Every(1, SurgeResult.Neither, 100), Every(2, SurgeResult.Target, 100),
        ];

        var figures = SurgeFigures.Of(SurgePredictor.V1, tallies, 0);

        figures.Base!.Value.Should().BeApproximately(0.375, 1e-12);
        figures.BaseCases.Should().Be(200);
        figures.Base.Should().BeEquivalentTo(Proportion.Wilson(0.375, 160), "four calls over 100 markets a day are 16 / (9/100 + 1/100) even cases");
        figures.Lift.Should().BeNull("two days have no interval");
    }

    [Fact]
    public void The_interval_of_the_lift_draws_whole_days()
    {
        // Every day alike: whatever days are drawn, the lift is the same.
        var alike = Enumerable.Range(0, 20).SelectMany(day => Record(day, hits: 2, of: 5)).ToList();
        SurgeFigures.Of(SurgePredictor.V1, alike, 0).Lift.Should().BeEquivalentTo(new { Value = 2d, Low = 2d, High = 2d }, Within);

        // All or nothing by the day: the same rate, and far less known about it than one hundred single calls would tell.
        var apart = Enumerable.Range(0, 20).SelectMany(day => Record(day, hits: day % 5 < 2 ? 5 : 0, of: 5)).ToList();
        var figures = SurgeFigures.Of(SurgePredictor.V1, apart, 0);
        figures.Lift!.Value.Should().BeApproximately(2, 1e-9);
        figures.Lift.Low.Should().BeLessThan(figures.Rate!.Low / 0.2);
        figures.Lift.High.Should().BeGreaterThan(figures.Rate.High / 0.2);
    }

    [Fact]
    public void The_same_record_gives_the_same_figures()
    {
        var record = Enumerable.Range(0, 30).SelectMany(day => Record(day, hits: day % 3, of: 4)).ToList();

        SurgeFigures.Of(SurgePredictor.V1, record, 0).Should().BeEquivalentTo(SurgeFigures.Of(SurgePredictor.V1, record, 0));
    }

    [Theory]
    [InlineData(30, 9, true)]
    [InlineData(30, 8, false)]    // 240 calls
    [InlineData(29, 20, false)]   // many calls, too few days
    public void Enough_is_calls_and_days(int days, int calls, bool enough) =>
        SurgeFigures.Of(SurgePredictor.V1, [.. Enumerable.Range(0, days).Select(day => Own(day, SurgeResult.Stop, calls, 0))], 0).IsEnough.Should().Be(enough);

    [Fact]
    public void Hours_that_nobody_looked_at_are_gaps()
    {
        var start = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
        DateTimeOffset[] rounds = [.. new[] { 0, 1, 4, 5, 6 }.Select(hour => start.AddHours(hour))];

        SurgeGaps.Of(rounds, start.AddHours(6)).Should().Be(new SurgeGaps(start, 2, start.AddHours(2), start.AddHours(3)));
        SurgeGaps.Of(rounds, start.AddHours(9)).Should().Be(new SurgeGaps(start, 5, start.AddHours(7), start.AddHours(9)));
        SurgeGaps.Of([], start).Should().Be(new SurgeGaps(null, 0, null, null));
    }

    private static FluentAssertions.Equivalency.EquivalencyAssertionOptions<T> Within<T>(FluentAssertions.Equivalency.EquivalencyAssertionOptions<T> options) =>
        options.Using<double>(context => context.Subject.Should().BeApproximately(context.Expectation, 1e-9)).WhenTypeIs<double>();

    private static IEnumerable<SurgeTally> Record(int day, int hits, int of) =>
        [Own(day, SurgeResult.Target, hits, hits * 0.1m), Own(day, SurgeResult.Stop, of - hits, (hits - of) * 0.05m), Every(day, SurgeResult.Target, 20), Every(day, SurgeResult.Stop, 80)];

    private static SurgeTally Own(int day, SurgeResult result, int count, decimal sum) => new(SurgePredictor.V1, First.AddDays(day), result, count, sum);

    private static SurgeTally Every(int day, SurgeResult result, int count) => new(SurgePredictor.Everything, First.AddDays(day), result, count, 0);
}
