using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Journal;

/// <summary>Which reason stands when several ask for the same exit.</summary>
public sealed class ExitReasonTests
{
    /// <summary>As the promise lists them.</summary>
    private static readonly ExitReason[] Gravest =
    [
        ExitReason.Emergency, ExitReason.StopLoss, ExitReason.BreakEven, ExitReason.TakeProfit, ExitReason.TrailingStop, ExitReason.StrategyExit, ExitReason.TimeLimit,
    ];

    public static TheoryData<ExitReason, ExitReason> Pairs
    {
        get
        {
            var pairs = new TheoryData<ExitReason, ExitReason>();
            for (var graver = 0; graver < Gravest.Length; graver++)
            {
                for (var lesser = graver + 1; lesser < Gravest.Length; lesser++) pairs.Add(Gravest[graver], Gravest[lesser]);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Of_two_reasons_the_graver_stands_whichever_came_first(ExitReason graver, ExitReason lesser)
    {
        var (rising, falling) = (Story.Holding(), Story.Holding());

        rising.Leave(10, lesser);
        rising.Leave(10, graver);
        falling.Leave(10, graver);
        falling.Leave(10, lesser);

        (rising.Position.ClosedBecause, falling.Position.ClosedBecause).Should().Be((graver, graver));
    }

    [Fact]
    public void The_graver_reason_is_kept()
    {
        var story = Story.Holding();
        story.Leave(10, ExitReason.Emergency);
        story.Leave(10, ExitReason.TimeLimit);

        story.Position.ClosedBecause.Should().Be(ExitReason.Emergency);
    }

    [Theory]
    [InlineData(ExitReason.Emergency, ExitReason.Emergency)]
    [InlineData(ExitReason.StopLoss, ExitReason.StopLoss)]
    [InlineData(ExitReason.BreakEven, ExitReason.BreakEven)]
    [InlineData(ExitReason.TakeProfit, ExitReason.ByPerson)]
    [InlineData(ExitReason.TrailingStop, ExitReason.ByPerson)]
    [InlineData(ExitReason.StrategyExit, ExitReason.ByPerson)]
    [InlineData(ExitReason.TimeLimit, ExitReason.ByPerson)]
    public void The_persons_word_stands_over_everything_but_a_loss_that_had_already_fired(ExitReason earlier, ExitReason shown)
    {
        var story = Story.Holding();
        story.Leave(10, earlier);

        story.Leave(10, ExitReason.ByPerson);

        (story.Position.ClosedBecause, story.Position.WhySold!.Code).Should().Be((shown, shown.ToString()));
    }

    [Fact]
    public void Once_the_person_has_said_sell_no_guard_takes_the_reason_away()
    {
        var story = Story.Holding();
        story.Leave(10, ExitReason.ByPerson);

        story.Leave(10, ExitReason.Emergency);

        story.Position.ClosedBecause.Should().Be(ExitReason.ByPerson);
    }
}
