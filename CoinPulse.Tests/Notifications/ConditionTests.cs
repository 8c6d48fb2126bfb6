using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Notifications;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Reserve;
using CoinPulse.Core.Time;
using CoinPulse.Data.Operations.Jobs;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Notifications;

/// <summary>What lasts: a job that fails, a silent feed, a journal that was away. Told when it begins, and when it ends where somebody waits for that.</summary>
public sealed class ConditionTests
{
    private readonly FakeTimeProvider _wall = new(Story.Now);

    [Theory]
    [EveryDatabase(JobNames.TradingCycle, 1, null)]
    [EveryDatabase(JobNames.TradingCycle, 3, NoticeKind.JobFailing)]
    [EveryDatabase(JobNames.Backup, 1, NoticeKind.BackupFailed)]
    [EveryDatabase(JobNames.Backup, 0, null)]
    public async Task A_job_is_told_of_when_it_fails_again_and_again_and_a_backup_at_once(DatabaseKind kind, string job, int failures, NoticeKind? told)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        var jobs = new JobStore(floor.Database);
        for (var failure = 0; failure < failures; failure++) await FailAsync(jobs, job, JobOutcome.Failed);

        var outlook = await Jobs(jobs, job).LookAsync(default);

        outlook.Standing.Select(condition => (NoticeKind?)condition.Begins).SingleOrDefault().Should().Be(told);
        if (told is null) return;
        var condition = outlook.Standing.Single();
        (condition.Key, condition.Owner, condition.Facts["job"], condition.Facts["failures"]).Should().Be(($"job:{job}", null, job, failures.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_job_that_works_again_is_over_and_one_that_failed_once_stays_what_it_was()
    {
        await using var floor = await NoticeFloor.OnAsync(DatabaseKind.Sqlite);
        var (jobs, before) = (new JobStore(floor.Database), new[] { "job:history-sync" });
        var source = Jobs(jobs, JobNames.HistorySync);

        await FailAsync(jobs, JobNames.HistorySync, JobOutcome.Failed);
        (await source.LookAsync(default)).OverAmong(before).Should().BeEmpty("it failed the last time too");
        await FailAsync(jobs, JobNames.HistorySync, JobOutcome.Done);

        (await source.LookAsync(default)).OverAmong(before).Should().Equal("job:history-sync");
    }

    [Fact]
    public async Task Admins_alone_are_told_of_a_job_and_once()
    {
        await using var floor = await NoticeFloor.OnAsync(DatabaseKind.Sqlite);
        var (admin, trader) = (await floor.PersonAsync("admin@example.com", isAdmin: true), await floor.PersonAsync("trader@example.com"));
        var jobs = new JobStore(floor.Database);
        for (var failure = 0; failure < 3; failure++) await FailAsync(jobs, JobNames.HistorySync, JobOutcome.Failed);

        for (var round = 0; round < 3; round++)
        {
            await floor.Teller(Jobs(jobs, JobNames.HistorySync)).RunAsync(default);
            floor.Wall.Advance(TimeSpan.FromSeconds(16));
        }

        (await floor.ToldAsync(admin)).Should().ContainSingle().Which.Kind.Should().Be(NoticeKind.JobFailing);
        (await floor.ToldAsync(trader)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(FeedState.Stale)]
    [InlineData(FeedState.Down)]
    public async Task Prices_that_are_silent_for_a_minute_are_told_of_and_their_return_too(FeedState silence)
    {
        var hub = new HandDrivenHub(_wall) { State = silence };
        var source = new SilentFeed(hub, _wall);

        (await source.LookAsync(default)).Standing.Should().BeEmpty("it may be over in a moment");
        _wall.Advance(TimeSpan.FromSeconds(59));
        (await source.LookAsync(default)).Standing.Should().BeEmpty();
        _wall.Advance(TimeSpan.FromSeconds(1));
        var standing = (await source.LookAsync(default)).Standing.Single();
        hub.State = FeedState.Live;
        var after = await source.LookAsync(default);

        (standing.Since, standing.Begins, standing.Ends).Should().Be((Story.Now, NoticeKind.FeedSilent, NoticeKind.FeedBack));
        (after.Standing.Count, after.OverAmong([standing.Key]).Single()).Should().Be((0, standing.Key));
    }

    [Fact]
    public async Task A_feed_that_only_starts_is_neither_silent_nor_back()
    {
        var hub = new HandDrivenHub(_wall) { State = FeedState.WarmingUp };
        var source = new SilentFeed(hub, _wall);

        _wall.Advance(TimeSpan.FromMinutes(5));
        var outlook = await source.LookAsync(default);

        outlook.Standing.Should().BeEmpty();
        outlook.OverAmong(["feed:prices"]).Should().BeEmpty("a process that starts anew does not know yet whether the last one's silence is over");
    }

    [Fact]
    public async Task Prices_that_came_back_for_a_moment_begin_a_new_silence()
    {
        var hub = new HandDrivenHub(_wall) { State = FeedState.Down };
        var source = new SilentFeed(hub, _wall);
        await source.LookAsync(default);
        _wall.Advance(TimeSpan.FromSeconds(50));
        hub.State = FeedState.Live;
        await source.LookAsync(default);
        hub.State = FeedState.Down;
        await source.LookAsync(default);

        _wall.Advance(TimeSpan.FromSeconds(50));

        (await source.LookAsync(default)).Standing.Should().BeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task A_journal_that_was_away_is_told_of_once_when_it_is_back_however_short_it_was(DatabaseKind kind)
    {
        await using var floor = await NoticeFloor.OnAsync(kind);
        var admin = await floor.PersonAsync("admin@example.com", isAdmin: true);
        var journal = new AwayOrThere();
        var source = new AwayJournal(journal, floor.Book, floor.Wall);

        journal.AwaySince = Story.Now.AddSeconds(-3);
        source.Note();   // between two looks
        (await source.LookAsync(default)).Standing.Should().BeEmpty("what is told is written in that very journal");
        journal.AwaySince = null;
        for (var round = 0; round < 4; round++)
        {
            await floor.Teller(source).RunAsync(default);
            floor.Wall.Advance(TimeSpan.FromSeconds(16));
        }

        var told = (await floor.ToldAsync(admin)).Should().ContainSingle().Subject;
        (told.Kind, told.At).Should().Be((NoticeKind.JournalAway, Story.Now.AddSeconds(-3)));
    }

    [Fact]
    public async Task A_second_absence_is_another_one()
    {
        await using var floor = await NoticeFloor.OnAsync(DatabaseKind.Sqlite);
        var admin = await floor.PersonAsync("admin@example.com", isAdmin: true);
        var journal = new AwayOrThere();
        var source = new AwayJournal(journal, floor.Book, floor.Wall);

        for (var absence = 0; absence < 2; absence++)
        {
            journal.AwaySince = floor.Wall.GetUtcNow();
            source.Note();
            journal.AwaySince = null;
            for (var round = 0; round < 3; round++)
            {
                await floor.Teller(source).RunAsync(default);
                floor.Wall.Advance(TimeSpan.FromSeconds(16));
            }
        }

        (await floor.ToldAsync(admin)).Should().HaveCount(2);
    }

    private FailingJobs Jobs(JobStore store, string job) => new(store, new Timetable([new TimetableEntry(job, Cadence.EveryMinutes(1))], new EngineClock(_wall), _wall), _wall);

    private async Task FailAsync(JobStore store, string job, JobOutcome outcome)
    {
        _wall.Advance(TimeSpan.FromMinutes(1));
        var now = _wall.GetUtcNow();
        var run = new JobRun(new JobRunId(Guid.CreateVersion7(now)), job, JobTrigger.Timetable, now, now, "process");
        await store.TryBeginForEveryoneAsync(run, now, default);
        run.End(now, outcome, null);
        await store.EndForEveryoneAsync(run);
    }

    private sealed class AwayOrThere : IJournalState
    {
        public bool IsAway => AwaySince is not null;

        public DateTimeOffset? AwaySince { get; set; }
    }
}
