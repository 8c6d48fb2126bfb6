using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Live;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Live;

public sealed class PaperRunTests
{
    [Fact]
    public void A_run_is_told_by_its_sum_its_share_of_wins_and_its_deepest_fall()
    {
        var run = PaperRun.Of([.. new decimal[] { 5_000, -2_000, -4_000, 0, 3_000, -1_000 }.Select(won => new Krw(won))], [new Krw(700), new Krw(-1_500)]);

        run.Should().Be(new PaperRun(6, 2, new Krw(1_000), new Krw(6_000), 2, new Krw(-800)));
        Math.Round(run.WinRate!.Value.Points, 1).Should().Be(33.3m);
    }

    [Fact]
    public void A_run_that_only_loses_has_fallen_from_where_it_began() =>
        PaperRun.Of([new Krw(-1_000), new Krw(-500)], []).DeepestFall.Should().Be(new Krw(1_500));

    [Fact]
    public void Without_a_price_nobody_says_what_stands_open_is_worth() => PaperRun.Of([], [new Krw(5), null]).Floating.Should().BeNull();

    [Theory]
    [InlineData(0, true)]
    [InlineData(29, true)]
    [InlineData(30, false)]
    public void Few_trades_say_little(int trades, bool isLittle)
    {
        var run = PaperRun.Of([.. Enumerable.Repeat(new Krw(1), trades)], []);

        run.SaysLittle.Should().Be(isLittle);
        (run.WinRate is null).Should().Be(trades == 0);
    }
}
