using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Journal;

/// <summary>
/// What becomes of an order of ten coins in each state when something is heard of it: its new state and the coins it has bought. A bar is impossible: it throws and
/// changes nothing. Every cell is told twice, and the second time changes nothing. The last column is what the next process does that finds the order so.
/// </summary>
public sealed class IntentMatrixTests
{
    private const string Table = """
        from            | waiting           | part              | whole       | untold            | nothing     | cut         | refused     | lost      | crash
        Planned         | Accepted 0        | PartiallyFilled 4 | Filled 10   | PartiallyFilled 4 | Cancelled 0 | Cancelled 4 | Refused 0   | Unknown 0 | Resolve
        Sent            | Accepted 0        | PartiallyFilled 4 | Filled 10   | PartiallyFilled 4 | Cancelled 0 | Cancelled 4 | Refused 0   | Unknown 0 | Resolve
        Unknown         | Accepted 0        | PartiallyFilled 4 | Filled 10   | PartiallyFilled 4 | Cancelled 0 | Cancelled 4 | Refused 0   | Unknown 0 | Resolve
        Accepted        | Accepted 0        | PartiallyFilled 4 | Filled 10   | PartiallyFilled 4 | Cancelled 0 | Cancelled 4 | Refused 0   | Unknown 0 | Follow
        PartiallyFilled | PartiallyFilled 4 | PartiallyFilled 4 | Filled 10   | PartiallyFilled 4 | Cancelled 4 | Cancelled 4 | Refused 4   | Unknown 4 | Follow
        Filled          | Filled 10         | Filled 10         | Filled 10   | Filled 10         | Filled 10   | Filled 10   | -           | -         | Rest
        Cancelled       | Cancelled 4       | Cancelled 4       | Cancelled 10| Cancelled 4       | Cancelled 4 | Cancelled 4 | -           | -         | Rest
        Refused         | Refused 0         | Refused 4         | Refused 10  | Refused 4         | Refused 0   | Refused 4   | Refused 0   | -         | Rest
        """;

    private static readonly string[][] Lines = [.. Table.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries))];

    public static TheoryData<IntentState, string, string> Cells
    {
        get
        {
            var cells = new TheoryData<IntentState, string, string>();
            foreach (var line in Lines.Skip(1))
            {
                for (var column = 1; column < line.Length - 1; column++) cells.Add(Enum.Parse<IntentState>(line[0]), Lines[0][column], line[column]);
            }

            return cells;
        }
    }

    public static TheoryData<IntentState, MoveKind> Crashes
    {
        get
        {
            var crashes = new TheoryData<IntentState, MoveKind>();
            foreach (var line in Lines.Skip(1)) crashes.Add(Enum.Parse<IntentState>(line[0]), Enum.Parse<MoveKind>(line[^1]));
            return crashes;
        }
    }

    [Fact]
    public void The_table_has_a_line_for_every_state() => Lines.Skip(1).Select(line => line[0]).Should().BeEquivalentTo(Enum.GetNames<IntentState>());

    [Theory]
    [MemberData(nameof(Cells))]
    public void Whatever_is_heard_of_an_order_in_any_state_and_however_often(IntentState from, string heard, string becomes)
    {
        var story = In(from);
        var hear = () => Hear(story, heard);
        var before = Picture(story);

        if (becomes == "-")
        {
            hear.Should().Throw<InvalidOperationException>();
            Picture(story).Should().Be(before);
            return;
        }

        hear();
        $"{story.Entry.State} {story.Entry.Executed.Value:0}".Should().Be(becomes);
        story.Entry.IsLive.Should().Be(!story.Entry.State.IsFinal(), "only what may still move money is live");
        PositionConsistency.Holds(story);

        var once = Picture(story);
        hear();
        Picture(story).Should().Be(once, "told twice it counts once");
    }

    [Theory]
    [MemberData(nameof(Crashes))]
    public void After_a_crash_the_order_is_asked_about_followed_or_left_and_never_sent(IntentState state, MoveKind move)
    {
        var evidence = new ExitEvidence(new Quantity(1_000), null, new Price(1_000), VenueRules.Minimum, Story.Now, Story.Now);

        var next = PositionMoves.Next(In(state).File.Copy(), evidence);

        next.Kind.Should().Be(move);
    }

    private static Story In(IntentState state)
    {
        var story = new Story();
        switch (state)
        {
            case IntentState.Planned:
                break;
            case IntentState.Sent:
                story.File.Send(story.Entry.Key, Story.Now);
                break;
            case IntentState.Unknown:
                story.File.Send(story.Entry.Key, Story.Now);
                Hear(story, "lost");
                break;
            default:
                Hear(story, state switch
                {
                    IntentState.Accepted => "waiting",
                    IntentState.PartiallyFilled => "part",
                    IntentState.Filled => "whole",
                    IntentState.Cancelled => "cut",
                    _ => "refused",
                });
                break;
        }

        story.Entry.State.Should().Be(state);
        return story;
    }

    private static void Hear(Story story, string what)
    {
        switch (what)
        {
            case "waiting":
                Tell(story, ExchangeOrderState.Waiting, 0);
                break;
            case "part":
                Tell(story, ExchangeOrderState.Waiting, 4, First);
                break;
            case "whole":
                Tell(story, ExchangeOrderState.Done, 10, First, Second);
                break;
            case "untold":
                Tell(story, ExchangeOrderState.Done, 10, First);   // the exchange has it whole and does not tell of every trade yet
                break;
            case "nothing":
                Tell(story, ExchangeOrderState.Cancelled, 0);
                break;
            case "cut":
                Tell(story, ExchangeOrderState.Cancelled, 4, First);
                break;
            case "refused":
                story.File.Refuse(story.Entry.Key, FaultNames.NeverArrived, "", Story.Now, Story.Now);
                break;
            default:
                story.File.LoseSight(story.Entry.Key, what, Story.Now);
                break;
        }
    }

    private static ExchangeTrade First => new("first", new Price(1_000), new Quantity(4), new Krw(4_000), new Krw(2), Story.Now);

    private static ExchangeTrade Second => new("second", new Price(1_000), new Quantity(6), new Krw(6_000), new Krw(3), Story.Now);

    private static void Tell(Story story, ExchangeOrderState state, decimal executed, params ExchangeTrade[] trades) =>
        story.Tell(story.Order(story.Entry, ends: false) with { State = state, Executed = new Quantity(executed), Trades = trades });

    /// <summary>All that the journal, the books, the guard and the audit have of it.</summary>
    private static string Picture(Story story) => string.Join(
        ' ',
        story.Entry.State,
        story.Entry.IsLive,
        story.Entry.Executed,
        story.Position.State,
        story.Position.Held,
        story.File.Guard?.Quantity,
        story.File.NewFills.Count,
        story.File.NewPostings.Count,
        story.File.NewActs.Count);
}
