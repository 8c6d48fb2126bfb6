using CoinPulse.Core.Operations;
using CsCheck;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Operations;

public sealed class TimetableTests
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);   // in Seoul

    [Fact]
    public void A_job_of_minutes_is_due_on_the_same_minutes_of_every_hour()
    {
        var five = Cadence.EveryMinutes(5);

        five.SlotAt(Noon.AddMinutes(7).AddSeconds(13)).Should().Be(Noon.AddMinutes(5));
        five.NextAfter(Noon.AddMinutes(5)).Should().Be(Noon.AddMinutes(10));
    }

    [Fact]
    public void Midnight_is_seoul_s()
    {
        var midnight = Cadence.DailyAt(0, 0);

        midnight.SlotAt(Noon).Should().Be(new DateTimeOffset(2026, 3, 31, 15, 0, 0, TimeSpan.Zero));
        midnight.NextAfter(Noon).Should().Be(new DateTimeOffset(2026, 4, 1, 15, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(61)]
    public void Minutes_that_do_not_divide_the_hour_are_refused(int minutes)
    {
        var make = () => Cadence.EveryMinutes(minutes);

        make.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_slot_is_at_or_before_now_and_the_next_is_after() =>
        Gen.Select(Gen.Long[Noon.UtcTicks, Noon.AddYears(1).UtcTicks], Gen.Int[0, 2].Select(index => new[] { 1, 5, 60 }[index]), Gen.Int[0, 23], Gen.Int[0, 59]).Sample((ticks, minutes, hour, minute) =>
        {
            var now = new DateTimeOffset(ticks, TimeSpan.Zero);
            return new[] { Cadence.EveryMinutes(minutes), Cadence.DailyAt(hour, minute) }.All(cadence =>
                cadence.SlotAt(now) <= now && cadence.NextAfter(now) > now && cadence.SlotAt(cadence.NextAfter(now)) == cadence.NextAfter(now));
        });

    [Fact]
    public void A_gap_of_days_is_one_slot_not_many() =>
        Timetable.Due(Cadence.DailyAt(0, 0), Noon.AddDays(-9), Noon).Should().Be(new DateTimeOffset(2026, 3, 31, 15, 0, 0, TimeSpan.Zero));

    [Fact]
    public void What_was_begun_is_not_due_again() => Timetable.Due(Cadence.EveryMinutes(1), Noon, Noon.AddSeconds(59)).Should().BeNull();

    [Fact]
    public void A_clock_that_jumped_back_does_not_silence_a_job() =>
        Timetable.Due(Cadence.EveryMinutes(1), Noon, Noon.AddHours(-1)).Should().Be(Noon.AddHours(-1));
}
