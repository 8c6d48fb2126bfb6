using CoinPulse.Core.Accounts;
using CoinPulse.Core.Notifications;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Notifications;

public sealed class NoticeWishesTests
{
    private static readonly UserId Owner = new(Guid.Parse("01900000-0000-7000-8000-00000000000a"));

    [Theory]
    [InlineData(23, 7, "22:59", null)]
    [InlineData(23, 7, "23:00", "07:00 tomorrow")]
    [InlineData(23, 7, "23:59", "07:00 tomorrow")]
    [InlineData(23, 7, "00:00", "07:00")]
    [InlineData(23, 7, "06:59", "07:00")]
    [InlineData(23, 7, "07:00", null)]
    [InlineData(1, 6, "00:59", null)]
    [InlineData(1, 6, "03:30", "06:00")]
    [InlineData(22, 0, "22:30", "00:00 tomorrow")]
    [InlineData(5, 5, "05:00", null)]
    public void Quiet_hours_may_lie_over_midnight(int from, int until, string seoul, string? ends)
    {
        var end = new QuietHours(from, until).EndOf(Seoul(seoul));

        end.Should().Be(ends is null ? null : Seoul(ends[..5]).AddDays(ends.EndsWith("tomorrow", StringComparison.Ordinal) ? 1 : 0));
    }

    [Theory]
    [InlineData(NoticeKind.Entered, "07:00")]
    [InlineData(NoticeKind.Emergency, "03:00")]
    [InlineData(NoticeKind.ExitStuck, "03:00")]
    [InlineData(NoticeKind.KeyBroken, "03:00")]
    [InlineData(NoticeKind.Digest, "03:00")]
    public void Urgent_news_and_what_was_asked_for_at_an_hour_come_through(NoticeKind kind, string sent)
    {
        var wishes = new NoticeWishes(Owner);
        wishes.KeepQuiet(new QuietHours(23, 7));

        wishes.NotBefore(new Notice(Owner, "test:1", kind, Seoul("03:00")), Seoul("03:00")).Should().Be(Seoul(sent));
    }

    [Fact]
    public void A_choice_changes_one_kind_on_one_channel()
    {
        var wishes = new NoticeWishes(Owner);

        wishes.Choose(NoticeKind.Entered, NoticeChannels.Telegram, wanted: false);
        wishes.Choose(NoticeKind.Entered, NoticeChannels.Email, wanted: true);

        wishes.ChannelsFor(NoticeKind.Entered).Should().Be(NoticeChannels.Email | NoticeChannels.Browser);
        wishes.ChannelsFor(NoticeKind.Left).Should().Be(NoticeKinds.Of(NoticeKind.Left).Default);
    }

    [Fact]
    public void The_digest_is_due_once_a_day_from_its_hour_on()
    {
        var wishes = new NoticeWishes(Owner);
        var day = new DateOnly(2026, 4, 1);
        wishes.IsDigestDue(day, 23).Should().BeFalse("nobody asked for it");
        wishes.DigestAt(9);

        wishes.IsDigestDue(day, 8).Should().BeFalse();
        wishes.IsDigestDue(day, 9).Should().BeTrue();
        wishes.IsDigestDue(day, 23).Should().BeTrue("who was away at nine writes it later");
        wishes.Digested(day);
        wishes.IsDigestDue(day, 23).Should().BeFalse();
        wishes.IsDigestDue(day.AddDays(1), 9).Should().BeTrue();
    }

    [Fact]
    public void Every_kind_has_its_line() => NoticeKinds.All.Select(facts => facts.Kind).Should().BeEquivalentTo(Enum.GetValues<NoticeKind>());

    private static DateTimeOffset Seoul(string time) => new(new DateTime(2026, 4, 1).Add(TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture)), TimeSpan.FromHours(9));
}
