using CoinPulse.Core.Accounts;

namespace CoinPulse.Core.Operations;

/// <summary>What is remembered of a job between its runs.</summary>
public sealed class JobState
{
    /// <summary>So many failures in a row are a condition, not an accident.</summary>
    public const int FailuresThatAlarm = 3;

    private JobState()
    {
    }

    public JobState(string job) => Job = job;

    public string Job { get; private init; } = "";

    /// <summary>The moment of the timetable that was last begun, in the timetable's time.</summary>
    public DateTimeOffset? LastSlotAt { get; private set; }

    public int FailuresInARow { get; private set; }

    public DateTimeOffset? PausedAt { get; private set; }

    public UserId? PausedBy { get; private set; }

    public string? PausedWhy { get; private set; }

    public int Version { get; private set; }

    public bool IsPaused => PausedAt is not null;

    public bool IsAlarming => FailuresInARow >= FailuresThatAlarm;

    public void Begin(DateTimeOffset slot) => LastSlotAt = slot;

    public void Ended(JobOutcome outcome) => FailuresInARow = outcome switch
    {
        JobOutcome.Done => 0,
        JobOutcome.Failed => FailuresInARow + 1,
        JobOutcome.Interrupted => FailuresInARow,   // a stop is not a fault of the job
        JobOutcome.Running => throw new InvalidOperationException($"{Job} has not ended."),
    };

    public void Pause(DateTimeOffset at, UserId by, string why) => (PausedAt, PausedBy, PausedWhy) = (at, by, why);

    public void Resume() => (PausedAt, PausedBy, PausedWhy) = (null, null, null);
}
