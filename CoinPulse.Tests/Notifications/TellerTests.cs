using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Notifications;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Notifications;

/// <summary>What happened is told once, whoever restarts, and nothing of it is lost.</summary>
public sealed class TellerTests
{
    [Theory, EveryDatabase]
    public async Task The_past_before_the_first_round_is_not_told_and_what_comes_after_is(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        var owner = await floor.PersonAsync();
        await floor.ActAsync(AuditActs.PasswordChanged, owner);
        floor.Wall.Advance(TimeSpan.FromHours(1));
        await floor.Teller().RunAsync(default);

        floor.Wall.Advance(TimeSpan.FromSeconds(1));
        await floor.ActAsync(AuditActs.TwoFactorOff, owner, address: "203.0.113.7");
        await floor.Teller().RunAsync(default);

        (await floor.ToldAsync(owner)).Should().ContainSingle().Which.Should().Match<Notice>(notice =>
            notice.Kind == NoticeKind.TwoFactorChanged && notice.Fact("act") == AuditActs.TwoFactorOff && notice.Fact("address") == "203.0.113.7");
    }

    [Theory, EveryDatabase]
    public async Task An_act_is_told_once_by_however_many_processes_and_restarts(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        var owner = await floor.PersonAsync(chat: 7);
        var (one, other) = (floor.Teller(), floor.Teller());
        await one.RunAsync(default);
        floor.Wall.Advance(TimeSpan.FromSeconds(1));
        await floor.ActAsync(AuditActs.PasswordChanged, owner);

        await one.RunAsync(default);
        await other.RunAsync(default);
        await one.RunAsync(default);
        await floor.Teller().RunAsync(default);

        (await floor.ToldAsync(owner)).Should().ContainSingle();
        (await floor.DeliveriesAsync()).Should().ContainSingle().Which.Channel.Should().Be(NoticeChannels.Telegram, "the installation has no other channel");
    }

    [Theory, EveryDatabase]
    public async Task An_act_that_was_stamped_before_another_and_committed_after_it_is_not_lost(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        var owner = await floor.PersonAsync();
        var teller = floor.Teller();
        await teller.RunAsync(default);
        floor.Wall.Advance(TimeSpan.FromSeconds(1));
        var slow = floor.Pen.Entry(null, owner, AuditActs.PasswordChanged, null, null, null, null);
        floor.Wall.Advance(TimeSpan.FromMinutes(3));
        await floor.ActAsync(AuditActs.TwoFactorOn, owner);
        await teller.RunAsync(default);

        await floor.ActAsync(slow);
        floor.Wall.Advance(TimeSpan.FromMinutes(1));
        await teller.RunAsync(default);

        (await floor.ToldAsync(owner)).Select(notice => notice.Kind).Should().BeEquivalentTo([NoticeKind.TwoFactorChanged, NoticeKind.PasswordChanged]);
    }

    [Theory, EveryDatabase]
    public async Task More_acts_than_one_round_takes_are_all_told_even_of_one_moment(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        var owner = await floor.PersonAsync();
        var teller = floor.Teller();
        await teller.RunAsync(default);
        floor.Wall.Advance(TimeSpan.FromSeconds(1));
        await floor.WriteAsync([.. Enumerable.Range(0, 450).Select(_ => (object)floor.Pen.Entry(null, owner, AuditActs.RecoveryCodeUsed, null, null, null, null))]);

        await teller.RunAsync(default);

        (await floor.Notices.UnreadAsync(owner, default)).Should().Be(450);
    }

    [Theory, EveryDatabase]
    public async Task A_trade_is_told_with_its_figures_and_its_reason(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        var owner = await floor.PersonAsync();
        await floor.Teller().RunAsync(default);
        floor.Wall.Advance(TimeSpan.FromSeconds(1));
        var story = new Story(owner: owner);
        await floor.Positions.TryOpenAsync(owner, story.File, null, default);

        await floor.Positions.ChangeAsync(owner, story.Position.Id, file => file.Follow(story.Trade(story.Entry, 10, 1_000), Story.Now, Story.Now), null, default);
        await floor.Teller().RunAsync(default);
        await floor.Positions.ChangeAsync(owner, story.Position.Id, SellAtStop, null, default);
        await floor.Teller().RunAsync(default);

        var told = await floor.ToldAsync(owner);
        told.Select(notice => notice.Kind).Should().BeEquivalentTo([NoticeKind.Entered, NoticeKind.StopFired]);
        told.Should().OnlyContain(notice => notice.Target == $"position:{story.Position.Id}" && notice.Fact("market") == Story.Market.Value && notice.Fact("account") == "Paper");
        var left = told.Single(notice => notice.Kind == NoticeKind.StopFired);
        left.Why!.Code.Should().Be(ExitReasons.StopLoss);
        decimal.Parse(left.Fact("profit")!, System.Globalization.CultureInfo.InvariantCulture).Should().BeNegative();

        bool SellAtStop(Core.Trading.Journal.PositionFile file)
        {
            file.BeginExit(ExitReason.StopLoss, Reason.Of(ExitReasons.StopLoss, ("price", 940), ("level", 950)), file.Position.Held, new ExitStopwatch(Story.Now, Story.Now));
            file.TakeByHand(file.Position.Held, new Krw(9_400), "trade-1", Story.Now);
            return true;
        }
    }

    [Theory, EveryDatabase]
    public async Task Only_a_device_that_is_not_known_is_told(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        var owner = await floor.PersonAsync();
        await floor.Teller().RunAsync(default);
        foreach (var (device, address) in ((string, string)[])[("Chrome", "192.0.2.1"), ("Chrome", "192.0.2.1"), ("Safari", "192.0.2.1"), ("Chrome", "192.0.2.99"), ("Safari", "192.0.2.1")])
        {
            floor.Wall.Advance(TimeSpan.FromSeconds(1));
            await floor.ActAsync(AuditActs.SignedIn, owner, details: new { Device = device }, address: address);
        }

        await floor.Teller().RunAsync(default);

        (await floor.ToldAsync(owner)).Select(notice => (notice.Fact("device"), notice.Fact("address")))
            .Should().BeEquivalentTo([("Safari", "192.0.2.1"), ("Chrome", "192.0.2.99")], "the first device ever is the person's own");
    }

    [Theory, EveryDatabase]
    public async Task The_platforms_switch_is_told_to_everybody_and_a_persons_own_to_nobody(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        var (one, other) = (await floor.PersonAsync("one@example.com"), await floor.PersonAsync("other@example.com"));
        await floor.Teller().RunAsync(default);
        floor.Wall.Advance(TimeSpan.FromSeconds(1));
        var switches = new Data.Trading.StopSwitchStore(floor.Database, floor.Pen, floor.Wall);

        await switches.SetAsync(one, StopScope.User, one.Value, one, "test", default);
        await switches.SetPlatformForEveryoneAsync(stopped: true, one, "looking", default);
        await floor.Teller().RunAsync(default);

        (await floor.ToldAsync(one)).Select(notice => notice.Kind).Should().Equal(NoticeKind.BuysStopped);
        (await floor.ToldAsync(other)).Select(notice => notice.Kind).Should().Equal(NoticeKind.BuysStopped);
    }

    [Theory, EveryDatabase]
    public async Task What_lasts_is_told_when_it_begins_and_when_it_is_over_and_again_only_when_it_is_new(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        var (admin, trader) = (await floor.PersonAsync("admin@example.com", isAdmin: true), await floor.PersonAsync("trader@example.com"));
        var feed = new HandDrivenCondition(floor.Wall);

        foreach (var (isSo, looks) in ((bool?, int)[])[(true, 2), (null, 1), (true, 1), (false, 2), (true, 1)])
        {
            for (var look = 0; look < looks; look++)
            {
                floor.Wall.Advance(TimeSpan.FromSeconds(20));
                await floor.Teller(feed.Is(isSo)).RunAsync(default);   // a new process each time
            }
        }

        (await floor.ToldAsync(admin)).Select(notice => notice.Kind).Should().BeEquivalentTo([NoticeKind.FeedSilent, NoticeKind.FeedBack, NoticeKind.FeedSilent]);
        (await floor.ToldAsync(trader)).Should().BeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task An_exit_that_does_not_end_within_a_minute_is_told_once(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        var owner = await floor.PersonAsync();
        var story = new Story(owner: owner);
        await floor.Positions.TryOpenAsync(owner, story.File, null, default);
        await floor.Positions.ChangeAsync(owner, story.Position.Id, file => file.Follow(story.Trade(story.Entry, 10, 1_000), Story.Now, Story.Now), null, default);
        await floor.Positions.ChangeAsync(
            owner, story.Position.Id, file => { file.BeginExit(ExitReason.StopLoss, Reason.Of(ExitReasons.StopLoss), file.Position.Held, new ExitStopwatch(Story.Now, Story.Now)); return true; }, null, default);
        var stuck = new StuckExits(floor.Book, new HandDrivenHub(floor.Wall), floor.Wall);

        foreach (var seconds in (int[])[30, 25, 20, 20])
        {
            floor.Wall.Advance(TimeSpan.FromSeconds(seconds));
            await floor.Teller(stuck).RunAsync(default);
        }

        (await floor.ToldAsync(owner)).Where(notice => notice.Kind == NoticeKind.ExitStuck).Should().ContainSingle().Which.IsUrgent.Should().BeTrue();
    }

    [Theory, EveryDatabase]
    public async Task A_digest_is_written_once_a_day_whatever_restarts(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        var owner = await floor.PersonAsync();
        await floor.Notices.ChangeWishesAsync(owner, wishes => wishes.DigestAt(13), default);   // it is noon in Seoul
        var glances = new OneAccount(owner);
        var told = new List<int>();

        foreach (var minutes in (int[])[1, 60, 30, 600, 60 * 13, 60])
        {
            floor.Wall.Advance(TimeSpan.FromMinutes(minutes));
            await floor.Teller(glances: glances).RunAsync(default);
            await floor.Teller(glances: glances).RunAsync(default);
            told.Add((await floor.ToldAsync(owner)).Count);
        }

        told.Should().Equal(0, 1, 1, 1, 1, 2);
        (await floor.ToldAsync(owner))[1].Should().Match<Notice>(digest => digest.Fact("day") == "2026-04-01" && digest.Fact("Paper_trades") == "3" && digest.Fact("Paper_profit") == "1200");
    }

    [Theory, EveryDatabase]
    public async Task An_entry_that_does_not_read_keeps_nothing_after_it_from_being_told(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        var owner = await floor.PersonAsync();
        await floor.Teller().RunAsync(default);
        floor.Wall.Advance(TimeSpan.FromSeconds(1));
        var now = floor.Wall.GetUtcNow();
        await floor.ActAsync(new AuditEntry(new AuditEntryId(Guid.CreateVersion7(now)), now, null, owner, AuditActs.InvariantViolated, "account:x", "InvariantBooks", "{broken", null));
        await floor.ActAsync(AuditActs.PositionClosed, owner, $"position:{Guid.CreateVersion7(now)}", "ExitStopLoss");   // of a position that is not there
        await floor.ActAsync(AuditActs.PasswordChanged, owner);

        await floor.Teller().RunAsync(default);

        (await floor.ToldAsync(owner)).Select(notice => notice.Kind).Should().BeEquivalentTo([NoticeKind.AccountHeld, NoticeKind.PasswordChanged]);
    }

    [Theory, EveryDatabase]
    public async Task A_quiet_night_is_not_read_again_at_every_round(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        var teller = floor.Teller();
        await teller.RunAsync(default);

        floor.Wall.Advance(TimeSpan.FromHours(8));
        await teller.RunAsync(default);

        (await floor.Book.ReadToForEveryoneAsync(default)).Should().Be(floor.Wall.GetUtcNow());
    }

    [Theory, EveryDatabase]
    public async Task A_round_that_fails_tells_it_at_the_next(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        var owner = await floor.PersonAsync();
        var teller = floor.Teller(new FailingCondition());
        await teller.Invoking(once => once.RunAsync(default)).Should().ThrowAsync<InvalidOperationException>();
        floor.Wall.Advance(TimeSpan.FromSeconds(1));

        await floor.ActAsync(AuditActs.PasswordChanged, owner);
        await teller.RunAsync(default);

        (await floor.ToldAsync(owner)).Should().ContainSingle();
    }

    private sealed class HandDrivenCondition(TimeProvider wall) : IConditionSource
    {
        private bool? _isSo;

        public HandDrivenCondition Is(bool? isSo)
        {
            _isSo = isSo;
            return this;
        }

        public Task<Outlook> LookAsync(CancellationToken cancellationToken) => Task.FromResult(_isSo switch
        {
            true => new Outlook("feed:", [new Condition("feed:prices", wall.GetUtcNow(), null, NoticeKind.FeedSilent, NoticeKind.FeedBack, null, new Dictionary<string, string>())], []),
            false => new Outlook("feed:", [], ["feed:prices"]),
            null => new Outlook("feed:", [], []),
        });
    }

    private sealed class FailingCondition : IConditionSource
    {
        public Task<Outlook> LookAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("broken");
    }

    private sealed class OneAccount(UserId owner) : IAccountGlances
    {
        public DateOnly Today => new(2026, 4, 1);

        public Task<IReadOnlyList<AccountGlance>> OfAsync(UserId asked, DateOnly day, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<AccountGlance>>(
            [new AccountGlance(new TradingAccount(new AccountId(owner.Value), asked, AccountKind.Paper, PriceSource.Simulated, Story.Now), EntryStops.None, [], new FoundTrades([], 3, 2, new Krw(1_200)))]);
    }
}
