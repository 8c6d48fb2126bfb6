using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Data.Operations.Jobs;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CoinPulse.Tests.Operations;

public sealed class JobStoreTests
{
    private const string Job = "some-job";

    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);

    [Theory, EveryDatabase]
    public async Task A_slot_is_claimed_once(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var store = new JobStore(database);

        var first = await store.TryBeginForEveryoneAsync(Run(Noon), Noon, default);
        var second = await store.TryBeginForEveryoneAsync(Run(Noon), Noon, default);

        (first, second).Should().Be((true, false));
        (await store.RunsForEveryoneAsync(Job, 10, default)).Should().ContainSingle();
    }

    [Theory, EveryDatabase]
    public async Task What_a_run_has_done_so_far_is_there_while_it_runs_and_when_it_is_cut_off_and_not_after_its_end(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var store = new JobStore(database);
        var (first, second) = (Run(Noon), Run(Noon.AddDays(1)));
        await store.TryBeginForEveryoneAsync(first, Noon, default);

        await store.ReportForEveryoneAsync(first.Id, "candles 7", default);
        (await store.RunsForEveryoneAsync(Job, 1, default))[0].Did.Should().Be("candles 7");
        await store.TryBeginForEveryoneAsync(second, Noon.AddDays(1), default);   // the process of the first has died
        second.End(Noon.AddDays(2), JobOutcome.Done, "candles 9");
        await store.EndForEveryoneAsync(second);
        await store.ReportForEveryoneAsync(second.Id, "candles 8", default);

        (await store.RunsForEveryoneAsync(Job, 2, default)).Select(run => (run.Outcome, run.Did)).Should().Equal((JobOutcome.Done, "candles 9"), (JobOutcome.Interrupted, "candles 7"));
    }

    [Theory, EveryDatabase]
    public async Task A_pause_is_kept_with_its_reason_and_its_audit_entry(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var store = new JobStore(database);
        var admin = new UserId(Guid.CreateVersion7(Noon));

        await store.ChangeForEveryoneAsync(Job, state => state.Pause(Noon, admin, "upgrade"), Entry(), default);

        (await store.StateForEveryoneAsync(Job, default)).Should().Match<JobState>(state => state.IsPaused && state.PausedBy == admin && state.PausedWhy == "upgrade");
        await using var context = database.CreateDbContext();
        (await context.Audit.SingleAsync()).Act.Should().Be(AuditActs.JobPaused);
    }

    [Theory, EveryDatabase]
    public async Task A_pause_while_a_run_ends_loses_neither(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var store = new JobStore(database);
        foreach (var minute in Enumerable.Range(0, 5))
        {
            var run = Run(Noon.AddMinutes(minute));
            await store.TryBeginForEveryoneAsync(run, run.StartedAt, default);
            run.End(run.StartedAt, JobOutcome.Failed, "no");

            await Task.WhenAll(
                store.EndForEveryoneAsync(run),
                store.ChangeForEveryoneAsync(Job, state => state.Resume(), Entry(), default));
        }

        (await store.StateForEveryoneAsync(Job, default)).FailuresInARow.Should().Be(5);
    }

    [Theory, EveryDatabase]
    public async Task The_overview_counts_a_day_and_knows_the_newest_run(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var store = new JobStore(database);
        await EndedAsync(store, Noon.AddDays(-2), JobOutcome.Failed);
        await EndedAsync(store, Noon.AddHours(-2), JobOutcome.Failed);
        await EndedAsync(store, Noon.AddHours(-1), JobOutcome.Done);

        var overview = await store.OverviewForEveryoneAsync([Job, "never-run"], Noon.AddDays(-1), default);

        overview[0].Should().Match<JobOverview>(job => job.RunsInDay == 2 && job.FailuresInDay == 1 && job.LastRun!.Outcome == JobOutcome.Done);
        overview[1].Should().Match<JobOverview>(job => job.RunsInDay == 0 && job.LastRun == null && job.State.Job == "never-run");
    }

    [Theory, EveryDatabase]
    public async Task Old_runs_go_and_so_do_all_but_the_newest_of_many(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var store = new JobStore(database);
        await EndedAsync(store, Noon.AddDays(-30), JobOutcome.Done);
        foreach (var minute in Enumerable.Range(0, 6)) await EndedAsync(store, Noon.AddMinutes(minute), JobOutcome.Done);

        var gone = await store.ForgetRunsForEveryoneAsync(Noon.AddDays(-14), 4, default);

        gone.Should().Be(3);
        (await store.RunsForEveryoneAsync(Job, 10, default)).Select(run => run.StartedAt)
            .Should().Equal(Noon.AddMinutes(5), Noon.AddMinutes(4), Noon.AddMinutes(3), Noon.AddMinutes(2));
    }

    private static async Task EndedAsync(JobStore store, DateTimeOffset at, JobOutcome outcome)
    {
        var run = Run(at);
        await store.TryBeginForEveryoneAsync(run, at, default);
        run.End(at.AddSeconds(1), outcome, null);
        await store.EndForEveryoneAsync(run);
    }

    private static JobRun Run(DateTimeOffset at) => new(new JobRunId(Guid.CreateVersion7(at)), Job, JobTrigger.Timetable, at, at, "test");

    private static AuditEntry Entry() => new(new AuditEntryId(Guid.CreateVersion7(Noon)), Noon, null, null, AuditActs.JobPaused, Job, "upgrade", null, null);
}
