using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Operations.Jobs;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Operations;

public sealed class JobRunnerTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _wall = new(new DateTimeOffset(2026, 4, 1, 3, 0, 0, TimeSpan.Zero));
    private readonly SystemStartup _startup = new();
    private TestDatabase _database = null!;
    private JobStore _store = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        _store = new JobStore(_database);
        _startup.Open();
    }

    public Task DisposeAsync() => _database.DisposeAsync().AsTask();

    [Fact]
    public async Task However_often_the_bell_rings_a_slot_runs_once()
    {
        var work = new Work();
        var runner = Runner(work);

        var first = await runner.RingAsync(Work.Job, default);
        var second = await runner.RingAsync(Work.Job, default);
        _wall.Advance(TimeSpan.FromMinutes(1));
        var third = await runner.RingAsync(Work.Job, default);

        new[] { first, second, third }.Should().Equal(RunAnswer.Done, RunAnswer.NotDue, RunAnswer.Done);
        work.Runs.Should().Be(2);
    }

    [Fact]
    public async Task A_restarted_process_does_not_run_a_slot_again()
    {
        var work = new Work();
        await Runner(work).RingAsync(Work.Job, default);

        await Runner(work).RingAsync(Work.Job, default);

        work.Runs.Should().Be(1);
    }

    [Fact]
    public async Task A_bell_that_rings_while_the_process_ends_is_not_heard_and_is_no_fault()
    {
        var work = new Work();

        (await Runner(work).RingAsync(Work.Job, new CancellationToken(canceled: true))).Should().Be(RunAnswer.NotDue);

        work.Runs.Should().Be(0);
    }

    [Fact]
    public async Task Each_run_says_when_it_ran_and_what_it_did()
    {
        await Runner(new Work { Report = JobReport.Of(("accounts", 12), ("entries", 1)) }).RingAsync(Work.Job, default);

        var run = (await _store.RunsForEveryoneAsync(Work.Job, 10, default)).Should().ContainSingle().Subject;
        run.Should().Match<JobRun>(r => r.Outcome == JobOutcome.Done && r.Did == "accounts 12, entries 1" && r.StartedAt == _wall.GetUtcNow() && r.Trigger == JobTrigger.Timetable);
    }

    [Fact]
    public async Task A_failure_is_recorded_stops_nothing_and_three_in_a_row_alarm()
    {
        var work = new Work { Fault = new InvalidOperationException("the venue is on fire") };
        var runner = Runner(work);

        for (var failures = 0; failures < 3; failures++)
        {
            (await _store.StateForEveryoneAsync(Work.Job, default)).IsAlarming.Should().BeFalse();
            (await runner.RingAsync(Work.Job, default)).Should().Be(RunAnswer.Failed);
            _wall.Advance(TimeSpan.FromMinutes(1));
        }

        (await _store.StateForEveryoneAsync(Work.Job, default)).IsAlarming.Should().BeTrue();
        (await _store.RunsForEveryoneAsync(Work.Job, 1, default))[0].Did.Should().Contain("on fire");
    }

    [Fact]
    public async Task One_success_ends_the_alarm()
    {
        var work = new Work { Fault = new InvalidOperationException() };
        var runner = Runner(work);
        await runner.RingAsync(Work.Job, default);
        (work.Fault, _) = (null, _wall.GetUtcNow());
        _wall.Advance(TimeSpan.FromMinutes(1));

        await runner.RingAsync(Work.Job, default);

        (await _store.StateForEveryoneAsync(Work.Job, default)).FailuresInARow.Should().Be(0);
    }

    [Fact]
    public async Task A_paused_job_does_not_run_by_the_timetable_but_runs_by_hand()
    {
        var work = new Work();
        var runner = Runner(work);
        var now = _wall.GetUtcNow();
        await _store.ChangeForEveryoneAsync(Work.Job, state => state.Pause(now, default, "maintenance"), Entry(now), default);

        (await runner.RingAsync(Work.Job, default)).Should().Be(RunAnswer.NotDue);
        (await runner.RunNowAsync(Work.Job, default)).Should().Be(RunAnswer.Done);

        (await _store.RunsForEveryoneAsync(Work.Job, 10, default)).Should().ContainSingle().Which.Trigger.Should().Be(JobTrigger.ByHand);
    }

    [Fact]
    public async Task While_it_runs_it_does_not_start_again()
    {
        var gate = new TaskCompletionSource();
        var runner = Runner(new Work { Wait = gate.Task });
        var running = runner.RingAsync(Work.Job, default);

        var meanwhile = await runner.RunNowAsync(Work.Job, default);
        gate.SetResult();

        meanwhile.Should().Be(RunAnswer.Busy);
        (await running).Should().Be(RunAnswer.Done);
    }

    [Fact]
    public async Task Work_of_hours_says_while_it_runs_what_it_has_done_and_a_stop_does_not_lose_it()
    {
        var stopped = new TaskCompletionSource();
        var work = new Work { Wait = stopped.Task, Progress = JobReport.Of(("candles", 7)) };
        using var stop = new CancellationTokenSource();
        var running = Runner(work).RingAsync(Work.Job, stop.Token);

        await Patience.UntilAsync(async () =>
        {
            _wall.Advance(TimeSpan.FromSeconds(20));
            return await DidAsync() == "candles 7";
        });
        work.Progress = JobReport.Of(("candles", 9));
        await stop.CancelAsync();
        stopped.SetCanceled(stop.Token);

        (await running).Should().Be(RunAnswer.Interrupted);
        (await DidAsync()).Should().Be("candles 9");

        async Task<string?> DidAsync() => await _store.RunsForEveryoneAsync(Work.Job, 1, default) is [var run, ..] ? run.Did : null;
    }

    [Fact]
    public async Task Another_process_that_holds_the_job_keeps_it()
    {
        var work = new Work();
        await new JobLease(_database, _wall).TryTakeAsync($"job:{Work.Job}", "another process", TimeSpan.FromMinutes(1), default);

        (await Runner(work).RingAsync(Work.Job, default)).Should().Be(RunAnswer.Elsewhere);
        _wall.Advance(TimeSpan.FromMinutes(1));

        (await Runner(work).RingAsync(Work.Job, default)).Should().Be(RunAnswer.Done, "the other's lease has run out");
    }

    [Fact]
    public async Task A_job_that_only_another_process_can_do_is_left_to_it()
    {
        var unable = new Work { IsOurs = false };

        (await Runner(unable).RingAsync(Work.Job, default)).Should().Be(RunAnswer.Elsewhere);
        (await new JobLease(_database, _wall).TryTakeAsync($"job:{Work.Job}", "the able process", TimeSpan.FromMinutes(1), default)).Should().NotBeNull();

        unable.Runs.Should().Be(0);
    }

    [Fact]
    public async Task A_job_that_is_no_longer_ours_is_given_back()
    {
        var work = new Work();
        var runner = Runner(work);
        await runner.RingAsync(Work.Job, default);
        work.IsOurs = false;
        _wall.Advance(TimeSpan.FromSeconds(1));

        await runner.RunNowAsync(Work.Job, default);

        (await new JobLease(_database, _wall).TryTakeAsync($"job:{Work.Job}", "another process", TimeSpan.FromMinutes(1), default)).Should().NotBeNull();
    }

    [Fact]
    public async Task A_lease_given_back_is_free_at_once()
    {
        var first = Runner(new Work());
        await first.RingAsync(Work.Job, default);

        await first.LetGoAsync(default);

        (await new JobLease(_database, _wall).TryTakeAsync($"job:{Work.Job}", "another process", TimeSpan.FromMinutes(1), default)).Should().NotBeNull();
    }

    [Fact]
    public async Task What_a_stop_interrupts_is_recorded_as_such_and_is_no_failure()
    {
        using var stop = new CancellationTokenSource();
        var work = new Work { Wait = Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token) };
        var running = Runner(work).RingAsync(Work.Job, stop.Token);

        await stop.CancelAsync();

        (await running).Should().Be(RunAnswer.Interrupted);
        (await _store.StateForEveryoneAsync(Work.Job, default)).FailuresInARow.Should().Be(0);
    }

    [Fact]
    public async Task A_run_that_a_dead_process_left_behind_becomes_interrupted()
    {
        var now = _wall.GetUtcNow();
        await _store.TryBeginForEveryoneAsync(new JobRun(new JobRunId(Guid.CreateVersion7(now)), Work.Job, JobTrigger.Timetable, now, now, "dead"), now, default);
        _wall.Advance(TimeSpan.FromMinutes(1));

        await Runner(new Work()).RingAsync(Work.Job, default);

        (await _store.RunsForEveryoneAsync(Work.Job, 10, default)).Select(run => run.Outcome).Should().Equal(JobOutcome.Done, JobOutcome.Interrupted);
    }

    [Fact]
    public async Task Nothing_runs_before_the_database_is_ready()
    {
        var work = new Work();
        var runner = Runner(work, startup: new SystemStartup());

        (await runner.RingAsync(Work.Job, default)).Should().Be(RunAnswer.NotDue);

        work.Runs.Should().Be(0);
    }

    [Fact]
    public async Task In_a_fast_market_the_timetable_follows_the_market_s_clock()
    {
        var work = new Work();
        var runner = Runner(work, new EngineClock(_wall, speed: 60));

        for (var second = 0; second < 10; second++)
        {
            await runner.RingAsync(Work.Job, default);
            _wall.Advance(TimeSpan.FromSeconds(1));
        }

        work.Runs.Should().Be(10, "a second of ours is a minute of the market's");
        work.LastNow.Should().Be(new DateTimeOffset(2026, 4, 1, 3, 9, 0, TimeSpan.Zero));
    }

    private JobRunner Runner(Work work, EngineClock? engine = null, SystemStartup? startup = null)
    {
        engine ??= new EngineClock(_wall);
        var timetable = new Timetable([new TimetableEntry(Work.Job, Cadence.EveryMinutes(1))], engine, _wall);
        return new JobRunner([work], timetable, _store, new JobLease(_database, _wall), startup ?? _startup, engine, _wall, NullLogger<JobRunner>.Instance);
    }

    private static AuditEntry Entry(DateTimeOffset at) =>
        new(new AuditEntryId(Guid.CreateVersion7(at)), at, default(UserId), null, AuditActs.JobPaused, Work.Job, "maintenance", null, null);

    private sealed class Work : IJobWork
    {
        public const string Job = "work";

        public string Name => Job;

        public bool IsOurs { get; set; } = true;

        public int Runs { get; private set; }

        public DateTimeOffset LastNow { get; private set; }

        public JobReport Report { get; init; } = JobReport.Nothing;

        public Exception? Fault { get; set; }

        public Task? Wait { get; init; }

        public JobReport? Progress { get; set; }

        public async Task<JobReport> RunAsync(DateTimeOffset engineNow, CancellationToken cancellationToken)
        {
            Runs++;
            LastNow = engineNow;
            if (Wait is not null) await Wait;
            return Fault is null ? Report : throw Fault;
        }
    }
}
