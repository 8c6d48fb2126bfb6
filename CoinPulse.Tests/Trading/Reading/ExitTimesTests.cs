using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Reading;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Reading;

public sealed class ExitTimesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_percentile_is_a_time_that_was_measured()
    {
        var hundred = Enumerable.Range(1, 100).Reverse().Select(ms => Exit(ms, ms + 1, ms + 2, ms + 3)).ToList();

        ExitTimes.Of(hundred)[0].Should().Be(new LegTimes(ExitLeg.Deciding, 100, Ms(50), Ms(95), Ms(99)));
    }

    [Fact]
    public void Each_leg_is_counted_from_where_the_one_before_it_ended()
    {
        var legs = ExitTimes.Of([Exit(1, 3, 10, 40)]);

        legs.Select(leg => (leg.Leg, leg.P99)).Should().Equal(
            (ExitLeg.Deciding, Ms(1)), (ExitLeg.Sending, Ms(2)), (ExitLeg.Answering, Ms(7)), (ExitLeg.Filling, Ms(30)), (ExitLeg.Whole, Ms(40)));
    }

    [Fact]
    public void An_exit_that_never_got_so_far_is_left_out_of_that_leg()
    {
        var legs = ExitTimes.Of([Exit(1, 3, 10, 40), new ExitStopwatch(Noon, Noon + Ms(5))]);

        legs.Select(leg => leg.Exits).Should().Equal(2, 1, 1, 1, 1);
        ExitTimes.Of([]).Should().BeEmpty();
    }

    private static ExitStopwatch Exit(int triggered, int submitted, int acknowledged, int filled) =>
        new(Noon, Noon + Ms(triggered), Noon + Ms(submitted), Noon + Ms(acknowledged), Noon + Ms(filled));

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
