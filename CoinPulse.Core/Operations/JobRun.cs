using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Operations;

public readonly record struct JobRunId(Guid Value) : IGuidId<JobRunId>
{
    public static JobRunId From(Guid value) => new(value);
}

public enum JobOutcome
{
    Running,
    Done,
    Failed,

    /// <summary>The process stopped or died while it ran.</summary>
    Interrupted,
}

public enum JobTrigger
{
    Timetable,
    ByHand,
}

/// <summary>One run of a job. Times are the wall clock's, except <see cref="EngineAt"/>.</summary>
public sealed class JobRun
{
    public const int LongestText = 1000;

    private JobRun()
    {
    }

    public JobRun(JobRunId id, string job, JobTrigger trigger, DateTimeOffset startedAt, DateTimeOffset engineAt, string process) =>
        (Id, Job, Trigger, StartedAt, EngineAt, Process) = (id, job, trigger, startedAt, engineAt, process);

    public JobRunId Id { get; private init; }

    public string Job { get; private init; } = "";

    public JobTrigger Trigger { get; private init; }

    public DateTimeOffset StartedAt { get; private init; }

    public DateTimeOffset EngineAt { get; private init; }

    public string Process { get; private init; } = "";

    public DateTimeOffset? EndedAt { get; private set; }

    public JobOutcome Outcome { get; private set; }

    /// <summary>Counts when it is done, or so far; the error when it failed.</summary>
    public string? Did { get; private set; }

    public TimeSpan? Took => EndedAt - StartedAt;

    public void End(DateTimeOffset at, JobOutcome outcome, string? did)
    {
        if (Outcome != JobOutcome.Running) throw new InvalidOperationException($"Run {Id.Value} of {Job} has already ended.");
        (EndedAt, Outcome, Did) = (at, outcome, did is null && outcome == JobOutcome.Interrupted ? Did : did is { Length: > LongestText } ? did[..LongestText] : did);
    }
}
