using CoinPulse.Tests.Trading.Journal;
using CoinPulse.Web.Notifications.Telegram;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Notifications;

/// <summary>Telegram's limits: one message a second into one chat, thirty a second over all.</summary>
public sealed class TelegramPaceTests
{
    private readonly FakeTimeProvider _wall = new(Story.Now);
    private readonly TelegramPace _pace;

    public TelegramPaceTests() => _pace = new TelegramPace(_wall);

    [Fact]
    public void One_chat_is_told_once_a_second_and_keeps_nobody_else_waiting()
    {
        var first = _pace.TurnAsync(1, default);
        var second = _pace.TurnAsync(1, default);
        var third = _pace.TurnAsync(1, default);
        _wall.Advance(TelegramPace.OverAll);
        var other = _pace.TurnAsync(2, default);

        (first.IsCompleted, second.IsCompleted, other.IsCompleted).Should().Be((true, false, true));
        _wall.Advance(TelegramPace.InOneChat);
        (second.IsCompleted, third.IsCompleted).Should().Be((true, false));
        _wall.Advance(TelegramPace.InOneChat);
        third.IsCompleted.Should().BeTrue();
    }

    [Fact]
    public void Over_all_chats_no_second_has_thirty()
    {
        var turns = Enumerable.Range(0, 100).Select(chat => _pace.TurnAsync(chat, default)).ToList();
        List<int> each = [];
        for (var second = 0; second < 4; second++)
        {
            var before = turns.Count(turn => turn.IsCompleted);
            for (var step = 0; step < 25; step++) _wall.Advance(TelegramPace.OverAll);
            each.Add(turns.Count(turn => turn.IsCompleted) - before);
        }

        each.Should().OnlyContain(sent => sent <= 30);
        turns.Should().OnlyContain(turn => turn.IsCompleted, "a hundred are out in four seconds");
    }

    [Fact]
    public void An_answer_goes_at_once_and_notices_to_that_chat_wait_for_it()
    {
        _pace.Answered(1);
        var notice = _pace.TurnAsync(1, default);

        notice.IsCompleted.Should().BeFalse();
        _wall.Advance(TelegramPace.InOneChat);
        notice.IsCompleted.Should().BeTrue();
    }

    [Fact]
    public void The_longest_rest_that_was_asked_for_counts()
    {
        _pace.Rest(TimeSpan.FromSeconds(30));
        _pace.Rest(TimeSpan.FromSeconds(5));

        _pace.Resting.Should().Be(TimeSpan.FromSeconds(30));
        _wall.Advance(TimeSpan.FromSeconds(30));
        _pace.Resting.Should().BeNull();
    }
}
