using CoinPulse.Core.Accounts;
using CoinPulse.Core.Notifications;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Notifications;

public sealed class NoticeStoreTests
{
    [Theory, EveryDatabase]
    public async Task A_person_sees_reads_and_counts_only_what_is_theirs(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        var (own, other) = (await floor.PersonAsync("own@example.com"), await floor.PersonAsync("other@example.com"));
        await TellAsync(floor, new Notice(own, "a", NoticeKind.Entered, floor.Wall.GetUtcNow()), new Notice(own, "b", NoticeKind.NewDevice, floor.Wall.GetUtcNow()), new Notice(other, "a", NoticeKind.Entered, floor.Wall.GetUtcNow()));
        var theirs = (await floor.ToldAsync(other))[0];

        await floor.Notices.ReadAsync(own, theirs.Id, floor.Wall.GetUtcNow(), default);
        var read = await floor.Notices.ReadAllAsync(own, NoticeCategory.Trading, floor.Wall.GetUtcNow(), default);

        read.Should().Be(1);
        (await floor.Notices.UnreadAsync(own, default)).Should().Be(1);
        (await floor.Notices.UnreadAsync(other, default)).Should().Be(1);
        (await floor.Notices.PageAsync(own, null, unreadOnly: true, 0, 10, default)).Should().Match<FoundNotices>(found => found.Total == 1 && found.Notices[0].Kind == NoticeKind.NewDevice);
        (await floor.Notices.PageAsync(own, NoticeCategory.Trading, unreadOnly: false, 0, 10, default)).Should().Match<FoundNotices>(found => found.Total == 1 && found.Unread == 1);
    }

    [Theory, EveryDatabase]
    public async Task What_is_chosen_is_there_again(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        var owner = await floor.PersonAsync();

        await Task.WhenAll(
            floor.Notices.ChangeWishesAsync(owner, wishes => wishes.Choose(NoticeKind.Entered, NoticeChannels.Email, wanted: true), default),
            floor.Notices.ChangeWishesAsync(owner, wishes => wishes.KeepQuiet(new QuietHours(23, 7)), default),
            floor.Notices.ChangeWishesAsync(owner, wishes => wishes.DigestAt(9), default));

        var kept = await floor.Notices.WishesAsync(owner, default);
        (kept.ChannelsFor(NoticeKind.Entered).HasFlag(NoticeChannels.Email), kept.Quiet, kept.DigestHour).Should().Be((true, new QuietHours(23, 7), 9));
    }

    [Theory, EveryDatabase]
    public async Task Old_notices_go_with_their_deliveries(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        var owner = await floor.PersonAsync(chat: 7);
        await TellAsync(floor, new Notice(owner, "old", NoticeKind.Entered, floor.Wall.GetUtcNow()));
        floor.Wall.Advance(TimeSpan.FromDays(2));
        await TellAsync(floor, new Notice(owner, "new", NoticeKind.Entered, floor.Wall.GetUtcNow()));

        var gone = await floor.Notices.ForgetForEveryoneAsync(floor.Wall.GetUtcNow().AddDays(-1), default);

        gone.Should().Be(1);
        (await floor.ToldAsync(owner)).Should().ContainSingle();
        (await floor.DeliveriesAsync()).Should().ContainSingle();
    }

    private static Task<IReadOnlyList<UserId>> TellAsync(NoticeFloor floor, params Notice[] notices) =>
        floor.Book.TellForEveryoneAsync(new Telling(notices), NoticeChannels.Telegram, floor.Wall.GetUtcNow(), default);
}
