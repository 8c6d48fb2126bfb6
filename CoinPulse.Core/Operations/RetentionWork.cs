namespace CoinPulse.Core.Operations;

/// <summary>Forgets what is older than its period. Ages are the wall clock's, whatever the market's time is.</summary>
internal sealed class RetentionWork(IEnumerable<IRetained> retained, TimeProvider wall) : IJobWork
{
    public string Name => JobNames.Retention;

    public async Task<JobReport> RunAsync(DateTimeOffset engineNow, CancellationToken cancellationToken)
    {
        var counts = new List<(string, long)>();
        foreach (var kind in retained)
            counts.Add((kind.What, await kind.ForgetForEveryoneAsync(wall.GetUtcNow() - RetentionPeriods.All[kind.What], cancellationToken)));
        return new JobReport(counts);
    }
}

internal sealed class RetainedJobRuns(IJobStore store) : IRetained
{
    /// <summary>In a fast market a job of every minute runs every second: the newest are enough.</summary>
    private const int MostOfAJob = 2_000;

    public string What => RetentionPeriods.JobRuns;

    public Task<int> ForgetForEveryoneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        store.ForgetRunsForEveryoneAsync(before, MostOfAJob, cancellationToken);
}
