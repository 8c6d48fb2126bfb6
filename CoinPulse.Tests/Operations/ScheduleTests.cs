using System.Globalization;
using System.Reflection;
using System.Resources;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Tests.Support;
using CoinPulse.Web.Jobs;
using CoinPulse.Web.Operations;
using CoinPulse.Web.Operations.Admin;
using Coravel.Scheduling.Schedule;
using Coravel.Scheduling.Schedule.Interfaces;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CoinPulse.Tests.Operations;

public sealed class ScheduleTests
{
    [Fact]
    public void Every_job_by_name_stands_in_the_timetable_once()
    {
        var names = typeof(JobNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

        Schedule.All.Select(line => line.Job).Should().BeEquivalentTo(names).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void Every_job_class_stands_in_the_timetable() =>
        Schedule.All.Select(line => line.Rung).Should().BeEquivalentTo(
            typeof(TimetableJob).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(TimetableJob))));

    [Theory]
    [InlineData("")]
    [InlineData("en")]
    public void Every_job_has_a_name_in_each_language(string culture)
    {
        var texts = TextsOf(culture);

        Schedule.All.Should().OnlyContain(line => !string.IsNullOrWhiteSpace(texts.GetString(JobWords.NameKey(line.Job))));
    }

    [Fact]
    public async Task Everything_that_a_job_counts_has_words_in_each_language()
    {
        await using var app = new CoinPulseApp();
        app.Services.GetRequiredService<MarketHub>().Enter(FeedState.Live);
        var counted = app.Services.GetServices<IRetained>().Select(kind => kind.What).ToHashSet();
        foreach (var work in app.Services.GetServices<IJobWork>())
        {
            var report = await work.RunAsync(app.Services.GetRequiredService<EngineClock>().GetUtcNow(), default);
            counted.UnionWith(report.Counts.Select(count => count.Name));
        }

        counted.Should().Contain(["opened", "stretches", "notices"]);
        foreach (var culture in new[] { "", "en" })
        {
            var texts = TextsOf(culture);
            counted.Where(name => string.IsNullOrWhiteSpace(texts.GetString(JobWords.CountKey(name)))).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task A_line_without_work_rings_nothing_and_is_not_shown()
    {
        await using var app = new CoinPulseApp();

        var registered = app.Services.GetServices<IJobWork>().Select(work => work.Name).ToList();

        app.Services.GetRequiredService<Timetable>().Entries.Select(entry => entry.Job).Should().BeEquivalentTo(registered).And.Contain(JobNames.Retention);
    }

    [Fact]
    public async Task Coravel_rings_a_job_at_its_time_in_seoul_and_not_at_another()
    {
        await using var app = new CoinPulseApp();
        var store = app.Services.GetRequiredService<IJobStore>();
        var scheduler = (Scheduler)app.Services.GetRequiredService<IScheduler>();
        JobRegistration.Ring(scheduler, Schedule.All.Single(line => line.Job == JobNames.Retention), followsEngine: false);

        await scheduler.RunAtAsync(new DateTime(2026, 4, 1, 4, 10, 0, DateTimeKind.Utc));   // 13:10 in Seoul
        var atTheWrongTime = await store.RunsForEveryoneAsync(JobNames.Retention, 10, default);
        await scheduler.RunAtAsync(new DateTime(2026, 3, 31, 19, 10, 0, DateTimeKind.Utc));   // 04:10 in Seoul

        atTheWrongTime.Should().BeEmpty();
        (await DoneAsync(store, JobNames.Retention)).Trigger.Should().Be(JobTrigger.Timetable);
    }

    [Fact]
    public async Task The_back_fill_is_rung_until_a_process_can_do_it_and_says_where_there_is_nothing_to_fill()
    {
        await using var app = new CoinPulseApp();
        var store = app.Services.GetRequiredService<IJobStore>();
        var scheduler = (Scheduler)app.Services.GetRequiredService<IScheduler>();
        JobRegistration.Ring(scheduler, Schedule.All.Single(line => line.Job == JobNames.CandleBackfill), followsEngine: false);

        await scheduler.RunAtAsync(new DateTime(2026, 4, 1, 4, 20, 0, DateTimeKind.Utc));   // 13:20 in Seoul

        var run = await DoneAsync(store, JobNames.CandleBackfill);
        JobReport.Parse(run.Did!).Counts.Should().ContainSingle().Which.Name.Should().Be("without-past");
        JobWords.Did(run).Should().Contain("받아 올 과거가 없는");
    }

    [Fact]
    public void A_run_that_goes_on_is_shown_with_what_it_has_done()
    {
        var at = new DateTimeOffset(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);
        var run = new JobRun(new JobRunId(Guid.CreateVersion7(at)), JobNames.CandleBackfill, JobTrigger.Timetable, at, at, "process");
        JobWords.Did(run).Should().BeNull();

        run.End(at, JobOutcome.Interrupted, "candles 1200, requests 7");

        JobWords.Did(run).Should().Contain("1,200").And.Contain("7");
    }

    [Fact]
    public async Task In_the_whole_app_what_came_due_while_nobody_was_there_runs_at_the_start()
    {
        await using var app = new CoinPulseApp(null, ("Jobs:Run", "true"));
        var store = app.Services.GetRequiredService<IJobStore>();

        (await DoneAsync(store, JobNames.Retention)).Did.Should().Contain("job-runs");
    }

    [Fact]
    public async Task Everything_that_is_forgotten_has_its_line_in_the_table_and_every_line_its_thing()
    {
        await using var app = new CoinPulseApp();
        var lines = typeof(RetentionPeriods).GetProperties();
        var periods = new RetentionPeriods();
        foreach (var (line, number) in lines.Select((line, number) => (line, number))) line.SetValue(periods, 1_000 + number);

        app.Services.GetServices<IRetained>().Select(kind => kind.KeptDays(periods)).Should().BeEquivalentTo(lines.Select(line => (int)line.GetValue(periods)!));
    }

    private static ResourceSet TextsOf(string culture) => OperationsText.ResourceManager.GetResourceSet(CultureInfo.GetCultureInfo(culture), true, tryParents: false)!;

    // Coravel starts jobs on the thread pool.
    private static async Task<JobRun> DoneAsync(IJobStore store, string job)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            if (await store.RunsForEveryoneAsync(job, 10, patience.Token) is [{ Outcome: JobOutcome.Done } done]) return done;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }
}
