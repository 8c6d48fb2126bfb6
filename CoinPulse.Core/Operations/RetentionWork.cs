using CoinPulse.Core.Time;
using Microsoft.Extensions.Options;

namespace CoinPulse.Core.Operations;

/// <summary>Forgets what is older than its period. What belongs to the market ages with the engine's clock, everything else with the wall's.</summary>
internal sealed class RetentionWork(IEnumerable<IRetained> retained, IOptions<RetentionPeriods> periods, EngineClock engine, TimeProvider wall) : IJobWork
{
    public string Name => JobNames.Retention;

    public async Task<JobReport> RunAsync(DateTimeOffset engineNow, CancellationToken cancellationToken)
    {
        var counts = new List<(string, long)>();
        foreach (var kind in retained)
        {
            var now = kind.FollowsMarket ? engine.GetUtcNow() : wall.GetUtcNow();
            counts.Add((kind.What, await kind.ForgetForEveryoneAsync(now.AddDays(-kind.KeptDays(periods.Value)), cancellationToken)));
        }

        return new JobReport(counts);
    }
}

internal sealed class RetainedJobRuns(IJobStore store) : IRetained
{
    /// <summary>In a fast market a job of every minute runs every second: the newest are enough.</summary>
    private const int MostOfAJob = 2_000;

    public string What => "job-runs";

    public bool FollowsMarket => false;

    public int KeptDays(RetentionPeriods periods) => periods.JobRuns;

    public Task<int> ForgetForEveryoneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        store.ForgetRunsForEveryoneAsync(before, MostOfAJob, cancellationToken);
}
