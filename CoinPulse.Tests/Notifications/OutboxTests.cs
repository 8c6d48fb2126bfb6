using CoinPulse.Core.Accounts;
using CoinPulse.Core.Notifications;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CoinPulse.Tests.Notifications;

/// <summary>The outbox on both databases: each answer of a channel, a channel that hangs, a process that dies, two that are at it at once.</summary>
public sealed class OutboxTests
{
    [Theory]
    [EveryDatabase(AnswerOfChannel.Delivered, DeliveryState.Delivered, 1)]
    [EveryDatabase(AnswerOfChannel.RefusedForGood, DeliveryState.GivenUp, 1)]
    [EveryDatabase(AnswerOfChannel.RefusedForNow, DeliveryState.Waiting, 1)]
    [EveryDatabase(AnswerOfChannel.Unknown, DeliveryState.Waiting, 1)]
    public async Task What_the_channel_says_is_kept_and_nothing_goes_twice_at_once(DatabaseKind kind, AnswerOfChannel answer, DeliveryState state, int sent)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        await ToldAsync(floor);
        floor.Channel.Answer = (_, _) => Task.FromResult(new DeliveryAnswer(answer, "why"));
        var outbox = Outbox(floor);

        await outbox.SendDueAsync(floor.Channel, default);
        await outbox.SendDueAsync(floor.Channel, default);

        floor.Channel.Sent.Should().HaveCount(sent);
        (await floor.DeliveriesAsync()).Should().ContainSingle().Which.Should().Match<Delivery>(delivery => delivery.State == state && delivery.Attempts == 1);
    }

    [Theory, EveryDatabase]
    public async Task A_channel_that_asks_for_rest_gets_it_with_everything_in_hand(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        await ToldAsync(floor, 3);
        floor.Channel.Answer = (_, _) => Task.FromResult(DeliveryAnswer.ForNow("too-many", TimeSpan.FromMinutes(5)));
        var outbox = Outbox(floor);

        (await outbox.SendDueAsync(floor.Channel, default)).Should().Be(TimeSpan.FromMinutes(5));
        floor.Wall.Advance(TimeSpan.FromMinutes(4));
        await outbox.SendDueAsync(floor.Channel, default);
        floor.Channel.Sent.Should().HaveCount(1, "the others were not even tried");
        floor.Wall.Advance(TimeSpan.FromMinutes(1));
        floor.Channel.Answer = (_, _) => Task.FromResult(DeliveryAnswer.Delivered);
        await outbox.SendDueAsync(floor.Channel, default);

        (await floor.DeliveriesAsync()).Should().OnlyContain(delivery => delivery.State == DeliveryState.Delivered);
    }

    [Theory, EveryDatabase]
    public async Task A_channel_that_hangs_is_left_after_twenty_seconds_and_the_message_may_have_arrived(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        await ToldAsync(floor);
        floor.Channel.Answer = async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, floor.Wall, token);
            return DeliveryAnswer.Delivered;
        };

        var sending = Outbox(floor).SendDueAsync(floor.Channel, default);
        while (floor.Channel.Sent.Count == 0) await Task.Yield();
        floor.Wall.Advance(TimeSpan.FromSeconds(20));
        await sending;

        (await floor.DeliveriesAsync()).Should().ContainSingle().Which.Should().Match<Delivery>(delivery => delivery.State == DeliveryState.Waiting && delivery.MayHaveArrived && delivery.Why == "timeout");
    }

    [Theory, EveryDatabase]
    public async Task A_message_that_cannot_be_made_keeps_no_other_from_being_sent(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        await ToldAsync(floor, 2);
        floor.Channel.Answer = (_, _) => floor.Channel.Sent.Count == 1 ? throw new FormatException("a fact that does not read") : Task.FromResult(DeliveryAnswer.Delivered);

        await Outbox(floor).SendDueAsync(floor.Channel, default);

        (await floor.DeliveriesAsync()).Select(delivery => delivery.State).Should().BeEquivalentTo([DeliveryState.Waiting, DeliveryState.Delivered]);
    }

    [Theory, EveryDatabase]
    public async Task What_a_process_had_in_hand_when_it_died_is_sent_by_another_after_two_minutes(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        await ToldAsync(floor);
        await floor.Outbox.TakeForEveryoneAsync(NoticeChannels.Telegram, 4, floor.Wall.GetUtcNow(), default);   // and dies

        await Outbox(floor).SendDueAsync(floor.Channel, default);
        floor.Channel.Sent.Should().BeEmpty("it may still be on its way");
        floor.Wall.Advance(Delivery.LongestSending);
        await Outbox(floor).SendDueAsync(floor.Channel, default);

        floor.Channel.Sent.Should().ContainSingle().Which.Delivery.MayHaveArrived.Should().BeTrue();
    }

    [Theory, EveryDatabase]
    public async Task Two_processes_at_once_send_each_message_once(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        await ToldAsync(floor, 8);

        for (var round = 0; round < 8; round++)
        {
            await Task.WhenAll(
                Task.Run(() => new Outbox(new Data.Notifications.OutboxStore(floor.Database), floor.News, floor.Wall, NullLogger<Outbox>.Instance).SendDueAsync(floor.Channel.Twin(), default)),
                Task.Run(() => Outbox(floor).SendDueAsync(floor.Channel.Twin(), default)));
        }

        floor.Channel.Counted.Should().Be(8);
        (await floor.DeliveriesAsync()).Should().OnlyContain(delivery => delivery.State == DeliveryState.Delivered && delivery.Attempts == 1);
    }

    [Theory, EveryDatabase]
    public async Task Who_blocked_the_bot_is_unlinked_and_told_in_the_centre_once_a_day(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        var owner = await ToldAsync(floor, 2);
        floor.Channel.Answer = (_, _) => Task.FromResult(DeliveryAnswer.ForGood(TelegramAnswers.Blocked));
        var heard = new List<UserId>();
        floor.News.Changed += heard.Add;

        await Outbox(floor).SendDueAsync(floor.Channel, default);

        (await floor.ToldAsync(owner)).Where(notice => notice.Kind == NoticeKind.ChannelGaveUp).Should().ContainSingle().Which.Fact("why").Should().Be("blocked");
        (await floor.Links.FindAsync(owner, default)).Should().BeNull();
        heard.Should().Equal(owner);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_turns_it_off_meanwhile_gets_nothing(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        var owner = await ToldAsync(floor);
        await floor.Notices.ChangeWishesAsync(owner, wishes => wishes.Choose(NoticeKind.PasswordChanged, NoticeChannels.Telegram, wanted: false), default);

        await Outbox(floor).SendDueAsync(floor.Channel, default);

        floor.Channel.Sent.Should().BeEmpty();
        (await floor.DeliveriesAsync()).Should().ContainSingle().Which.State.Should().Be(DeliveryState.Dropped);
    }

    [Theory, EveryDatabase]
    public async Task Quiet_hours_hold_a_message_back_until_they_end(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        var owner = await floor.PersonAsync(chat: 7);
        await floor.Notices.ChangeWishesAsync(owner, wishes => wishes.KeepQuiet(new QuietHours(11, 14)), default);   // it is noon in Seoul
        await TellAsync(floor, owner, NoticeKind.Entered, NoticeKind.Emergency);

        await Outbox(floor).SendDueAsync(floor.Channel, default);
        floor.Channel.Sent.Select(sent => sent.Notice.Kind).Should().Equal(NoticeKind.Emergency);
        floor.Wall.Advance(TimeSpan.FromHours(2));
        await Outbox(floor).SendDueAsync(floor.Channel, default);

        floor.Channel.Sent.Select(sent => sent.Notice.Kind).Should().Equal(NoticeKind.Emergency, NoticeKind.Entered);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_is_sent_what_they_cannot_be_reached_by(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        var (unlinked, linked, unconfirmed) = (await floor.PersonAsync("a@example.com"), await floor.PersonAsync("b@example.com", chat: 8), await floor.PersonAsync("c@example.com", confirmed: false));
        foreach (var owner in (UserId[])[unlinked, linked, unconfirmed])
        {
            var notice = new Notice(owner, "test:all", NoticeKind.PasswordChanged, floor.Wall.GetUtcNow());
            await floor.Book.TellForEveryoneAsync(new Telling([notice]), NoticeChannels.Email | NoticeChannels.Telegram, floor.Wall.GetUtcNow(), default);
        }

        (await floor.DeliveriesAsync()).Select(delivery => (delivery.Owner, delivery.Channel)).Should().BeEquivalentTo(
            [(unlinked, NoticeChannels.Email), (linked, NoticeChannels.Email), (linked, NoticeChannels.Telegram)]);
    }

    private static Outbox Outbox(NoticeFloor floor) => new(floor.Outbox, floor.News, floor.Wall, NullLogger<Outbox>.Instance);

    private static async Task<UserId> ToldAsync(NoticeFloor floor, int count = 1)
    {
        var owner = await floor.PersonAsync(chat: 7);
        await TellAsync(floor, owner, [.. Enumerable.Repeat(NoticeKind.PasswordChanged, count)]);
        return owner;
    }

    private static Task<IReadOnlyList<UserId>> TellAsync(NoticeFloor floor, UserId owner, params NoticeKind[] kinds) => floor.Book.TellForEveryoneAsync(
        new Telling([.. kinds.Select((kind, number) => new Notice(owner, $"test:{number}", kind, floor.Wall.GetUtcNow()))]), NoticeChannels.Telegram, floor.Wall.GetUtcNow(), default);
}
