using CoinPulse.Core.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Journal;

public sealed class UnknownOrderTests
{
    private static readonly UnknownEvidence JustLost = new(TimeSpan.Zero, 0, null, null, StillWanted: true, Probed: null);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 5)]
    [InlineData(3, 15)]
    [InlineData(4, 30)]
    [InlineData(5, 60)]
    public void An_entry_is_looked_up_at_1_2_5_15_30_and_60_seconds(int lookUps, int second) =>
        Entry(JustLost with { LookUpsWithoutTrace = lookUps }).Should().Be(new UnknownStep(UnknownMove.LookUp, TimeSpan.FromSeconds(second)));

    [Fact]
    public void A_look_up_that_is_overdue_is_made_at_once() =>
        Entry(JustLost with { LookUpsWithoutTrace = 1, UnknownFor = TimeSpan.FromSeconds(9) }).After.Should().Be(TimeSpan.Zero);

    [Theory]
    [InlineData(5, true, UnknownMove.LookUp)]
    [InlineData(6, true, UnknownMove.NeverArrived)]
    [InlineData(6, false, UnknownMove.LookUp)]
    [InlineData(6, null, UnknownMove.LookUp)]
    [InlineData(99, null, UnknownMove.LookUp)]
    public void An_entry_is_given_up_when_six_look_ups_are_empty_and_the_balances_are_unmoved(int lookUps, bool? unmoved, UnknownMove move) =>
        Entry(JustLost with { LookUpsWithoutTrace = lookUps, BalancesUnmoved = unmoved, UnknownFor = TimeSpan.FromMinutes(5) }).Move.Should().Be(move);

    [Fact]
    public void Time_alone_settles_nothing() =>
        Entry(JustLost with { UnknownFor = TimeSpan.FromDays(1), BalancesUnmoved = true }).Move.Should().Be(UnknownMove.LookUp);

    [Fact]
    public void An_entry_is_never_sent_again() =>
        Enumerable.Range(0, 20)
            .SelectMany(lookUps => (bool?[])[true, false, null], (lookUps, unmoved) => Entry(JustLost with { LookUpsWithoutTrace = lookUps, BalancesUnmoved = unmoved }).Move)
            .Should().NotContain(UnknownMove.Probe).And.NotContain(UnknownMove.Burned);

    [Fact]
    public void An_exit_is_looked_up_at_once() => Exit(JustLost).Should().Be(new UnknownStep(UnknownMove.LookUp));

    [Fact]
    public void Not_found_it_sends_its_own_identifier_as_the_probe() =>
        Exit(JustLost with { LookUpsWithoutTrace = 1 }).Move.Should().Be(UnknownMove.Probe);

    [Theory]
    [InlineData(2_999, true, true, UnknownMove.LookUp)]
    [InlineData(3_000, true, true, UnknownMove.Burned)]
    [InlineData(3_000, false, true, UnknownMove.LookUp)]
    [InlineData(3_000, true, false, UnknownMove.LookUp)]
    [InlineData(3_000, null, true, UnknownMove.LookUp)]
    [InlineData(60_000, true, null, UnknownMove.LookUp)]
    public void A_duplicate_is_burned_only_after_three_seconds_with_the_coins_free_and_no_open_sell(int milliseconds, bool? free, bool? noSell, UnknownMove move) =>
        Exit(JustLost with { LookUpsWithoutTrace = 9, Probed = TimeSpan.FromMilliseconds(milliseconds), BalancesUnmoved = free, NoOpenSell = noSell })
            .Move.Should().Be(move);

    [Theory]
    [InlineData(59, 20, false, false, UnknownMove.LookUp)]
    [InlineData(60, 20, false, false, UnknownMove.Burned)]
    [InlineData(60, 14, false, false, UnknownMove.LookUp)]
    [InlineData(60, 20, null, true, UnknownMove.LookUp)]
    [InlineData(60, 20, true, null, UnknownMove.LookUp)]
    public void What_a_person_moved_keeps_a_guard_from_its_next_attempt_for_a_minute_of_empty_look_ups_at_most(int seconds, int lookUps, bool? free, bool? noSell, UnknownMove move) =>
        Exit(JustLost with { LookUpsWithoutTrace = lookUps, Probed = TimeSpan.FromSeconds(seconds), BalancesUnmoved = free, NoOpenSell = noSell }).Move.Should().Be(move);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void An_exit_whose_guard_no_longer_fires_is_not_sent_again(int lookUps) =>
        Exit(JustLost with { LookUpsWithoutTrace = lookUps, StillWanted = false }).Move.Should().Be(UnknownMove.LookUp);

    [Theory]
    [InlineData(6, 60, true, true, UnknownMove.NeverArrived)]
    [InlineData(6, 60, false, true, UnknownMove.LookUp)]
    [InlineData(14, 100, false, true, UnknownMove.LookUp)]
    [InlineData(15, 59, false, true, UnknownMove.LookUp)]
    [InlineData(15, 105, false, false, UnknownMove.NeverArrived)]
    [InlineData(15, 105, null, true, UnknownMove.LookUp)]
    [InlineData(15, 105, false, null, UnknownMove.LookUp)]
    public void What_is_not_sent_again_is_given_up_after_fifteen_empty_look_ups_whatever_a_person_moved(int lookUps, int seconds, bool? free, bool? noSell, UnknownMove move)
    {
        var evidence = JustLost with { LookUpsWithoutTrace = lookUps, UnknownFor = TimeSpan.FromSeconds(seconds), BalancesUnmoved = free, NoOpenSell = noSell };

        Exit(evidence with { StillWanted = false }).Move.Should().Be(move);
        UnknownOrder.Next(Leg.Target, evidence).Move.Should().Be(move);
        Entry(evidence).Move.Should().Be(move);
    }

    [Fact]
    public void A_target_is_never_sent_again() => Enumerable.Range(0, 20).Select(lookUps => UnknownOrder.Next(Leg.Target, JustLost with { LookUpsWithoutTrace = lookUps }).Move)
        .Should().NotContain(UnknownMove.Probe);

    private static UnknownStep Entry(UnknownEvidence evidence) => UnknownOrder.Next(Leg.Entry, evidence);

    private static UnknownStep Exit(UnknownEvidence evidence) => UnknownOrder.Next(Leg.Exit, evidence);
}
