using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using CoinPulse.Core.Time;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Operations;

public enum RunAnswer
{
    NotDue,

    /// <summary>It is running in this process.</summary>
    Busy,

    /// <summary>Another process holds the job.</summary>
    Elsewhere,
    Done,
    Failed,
    Interrupted,
}

/// <summary>
/// Runs jobs: once in all processes (lease), once a slot (the claim in the database), one at a time, each run recorded, a failure caught here so that it
/// stops nothing else.
/// </summary>
public sealed class JobRunner(
    IEnumerable<IJobWork> works,
    Timetable timetable,
    IJobStore store,
    IJobLease leases,
    SystemStartup startup,
    EngineClock engine,
    TimeProvider wall,
    ILogger<JobRunner> log)
{
    private static readonly TimeSpan LeaseLength = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, IJobWork> _works = works.ToDictionary(work => work.Name, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Bench> _benches = new(StringComparer.Ordinal);

    /// <summary>The bell rang: runs the job if a slot is due that nobody has begun.</summary>
    public Task<RunAnswer> RingAsync(string job, CancellationToken cancellationToken) => RunAsync(job, JobTrigger.Timetable, cancellationToken);

    /// <summary>A person asks for it: runs whatever the timetable says, paused or not.</summary>
    public Task<RunAnswer> RunNowAsync(string job, CancellationToken cancellationToken) => RunAsync(job, JobTrigger.ByHand, cancellationToken);

    /// <summary>Gives the leases back, so that another process need not wait for them to run out.</summary>
    public async Task LetGoAsync(CancellationToken cancellationToken)
    {
        foreach (var bench in _benches.Values) await LetGoAsync(bench, cancellationToken);
    }

    private async Task LetGoAsync(Bench bench, CancellationToken cancellationToken)
    {
        if (bench.Proof is not { } proof) return;
        bench.Proof = null;
        await leases.ReleaseAsync(proof, cancellationToken);
    }

    private async Task<RunAnswer> RunAsync(string job, JobTrigger trigger, CancellationToken cancellationToken)
    {
        // The timetable rings on for a moment while the process ends.
        if (!startup.IsReady || cancellationToken.IsCancellationRequested) return RunAnswer.NotDue;
        var bench = _benches.GetOrAdd(job, _ => new Bench());
        if (!await bench.Gate.WaitAsync(TimeSpan.Zero, cancellationToken)) return RunAnswer.Busy;
        try
        {
            var slot = trigger == JobTrigger.Timetable ? Timetable.Due(timetable.Find(job).Cadence, bench.Seen, timetable.Now) : null;
            if (trigger == JobTrigger.Timetable && slot is null) return RunAnswer.NotDue;
            if (!_works[job].IsOurs)
            {
                await LetGoAsync(bench, cancellationToken);
                return RunAnswer.Elsewhere;
            }

            if (!await HoldAsync(bench, job, cancellationToken)) return RunAnswer.Elsewhere;

            var now = wall.GetUtcNow();
            var run = new JobRun(JobRunId.From(Guid.CreateVersion7(now)), job, trigger, now, engine.GetUtcNow(), ProcessName.Value);
            var begun = await store.TryBeginForEveryoneAsync(run, slot, cancellationToken);
            bench.Seen = slot ?? bench.Seen;
            return begun ? await WorkAsync(bench, run, cancellationToken) : RunAnswer.NotDue;
        }
        finally
        {
            bench.Gate.Release();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The one catch of jobs: a job that fails is recorded and tried again at its next slot.")]
    private async Task<RunAnswer> WorkAsync(Bench bench, JobRun run, CancellationToken cancellationToken)
    {
        using var scope = log.BeginScope(new Dictionary<string, object> { ["Job"] = run.Job, ["Run"] = run.Id.Value });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var renewing = wall.CreateTimer(_ => _ = RenewAsync(bench, run, stop), null, Renewal, Renewal);
        try
        {
            var report = await _works[run.Job].RunAsync(timetable.Now, stop.Token);
            await EndAsync(run, JobOutcome.Done, report.ToString());
            log.LogDebug("{Job} took {Took}: {Did}", run.Job, run.Took, run.Did);
            return RunAnswer.Done;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await EndAsync(run, JobOutcome.Interrupted, _works[run.Job].Progress?.ToString());
            return RunAnswer.Interrupted;
        }
        catch (Exception fault)
        {
            log.LogError(fault, "{Job} failed", run.Job);
            await EndAsync(run, JobOutcome.Failed, $"{fault.GetType().Name}: {fault.Message}");
            return RunAnswer.Failed;
        }
    }

    private async Task EndAsync(JobRun run, JobOutcome outcome, string? did)
    {
        run.End(wall.GetUtcNow(), outcome, did);
        await store.EndForEveryoneAsync(run);
    }

    private async Task<bool> HoldAsync(Bench bench, string job, CancellationToken cancellationToken)
    {
        if (bench.Proof is not null && wall.GetElapsedTime(bench.TakenStamp) < Renewal) return true;
        var stamp = wall.GetTimestamp();   // before the question: our own deadline ends first
        bench.Proof = await leases.TryTakeAsync($"job:{job}", ProcessName.Value, LeaseLength, cancellationToken);
        bench.TakenStamp = stamp;
        return bench.Proof is not null;
    }

    [SuppressMessage("Design", "CA1031", Justification = "A renewal that fails ends the run before the lease can; the run reports.")]
    private async Task RenewAsync(Bench bench, JobRun run, CancellationTokenSource stop)
    {
        try
        {
            if (await HoldAsync(bench, run.Job, stop.Token))
            {
                if (_works[run.Job].Progress is { } progress) await store.ReportForEveryoneAsync(run.Id, progress.ToString(), stop.Token);
                return;
            }

            log.LogWarning("{Job} lost its lease to another process and stops", run.Job);
            await stop.CancelAsync();
        }
        catch (Exception fault)
        {
            log.LogWarning(fault, "The lease of {Job} could not be renewed", run.Job);
            if (wall.GetElapsedTime(bench.TakenStamp) > LeaseLength - Renewal) await stop.CancelAsync();
        }
    }

    /// <summary>What this process remembers of a job.</summary>
    private sealed class Bench
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        /// <summary>The last slot that this process begun or saw refused.</summary>
        public DateTimeOffset? Seen { get; set; }

        public LeaseProof? Proof { get; set; }

        public long TakenStamp { get; set; }
    }
}
