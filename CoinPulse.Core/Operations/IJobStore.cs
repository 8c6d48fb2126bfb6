namespace CoinPulse.Core.Operations;

/// <summary>A job with its memory and its newest run.</summary>
public sealed record JobOverview(JobState State, JobRun? LastRun, int RunsInDay, int FailuresInDay);

/// <summary>The memory of the timetable. A run is begun only by the holder of the job's lease.</summary>
public interface IJobStore
{
    /// <summary>
    /// Claims the slot and writes the run, unless the job is paused or the slot has been claimed; a run by hand claims no slot and ignores a pause. Runs of
    /// this job that a dead process left behind become Interrupted.
    /// </summary>
    Task<bool> TryBeginForEveryoneAsync(JobRun run, DateTimeOffset? slot, CancellationToken cancellationToken);

    /// <summary>Writes what a run that goes on has done so far.</summary>
    Task ReportForEveryoneAsync(JobRunId run, string did, CancellationToken cancellationToken);

    /// <summary>Writes how the run ended. Takes no token: what happened is written even while the process stops.</summary>
    Task EndForEveryoneAsync(JobRun run);

    /// <summary>The memory of a job; a new one when it has never run.</summary>
    Task<JobState> StateForEveryoneAsync(string job, CancellationToken cancellationToken);

    Task<IReadOnlyList<JobOverview>> OverviewForEveryoneAsync(IReadOnlyCollection<string> jobs, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>The newest runs of a job, newest first.</summary>
    Task<IReadOnlyList<JobRun>> RunsForEveryoneAsync(string job, int count, CancellationToken cancellationToken);

    /// <summary>Changes the memory of a job and appends the audit entry in one transaction.</summary>
    Task ChangeForEveryoneAsync(string job, Action<JobState> change, AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Deletes ended runs from before <paramref name="before"/>, and of each job all but the newest <paramref name="most"/>.</summary>
    /// <returns>How many went.</returns>
    Task<int> ForgetRunsForEveryoneAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);
}
