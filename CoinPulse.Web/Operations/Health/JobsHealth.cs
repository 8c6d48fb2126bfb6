using CoinPulse.Core.Operations;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CoinPulse.Web.Operations.Health;

/// <summary>Whether the timetable is kept: somebody runs the trading cycle, and no job fails again and again.</summary>
internal sealed class JobsHealth(IJobStore store, ILeaseBook leases, Timetable timetable, TimeProvider wall) : IHealthCheck
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = wall.GetUtcNow();
        var jobs = timetable.Entries.Select(entry => entry.Job).ToList();
        var overview = await store.OverviewForEveryoneAsync(jobs, now.AddDays(-1), cancellationToken);
        var held = await leases.LeasesForEveryoneAsync(cancellationToken);

        var troubles = overview.Where(job => job.State.IsAlarming).Select(job => $"{job.State.Job} failed {job.State.FailuresInARow} times in a row.").ToList();
        if (overview.FirstOrDefault(job => job.State.Job == JobNames.TradingCycle) is { State.IsPaused: false } cycle)
        {
            if (cycle.LastRun is null || now - cycle.LastRun.StartedAt > LongestSilence)
                troubles.Add($"The trading cycle last ran {cycle.LastRun?.StartedAt.ToString("u", System.Globalization.CultureInfo.InvariantCulture) ?? "never"}.");
            if (held.All(lease => lease.Name != $"job:{JobNames.TradingCycle}" || lease.Holder is null)) troubles.Add("No process holds the trading cycle.");
        }

        return troubles.Count == 0
            ? HealthCheckResult.Healthy(string.Join(", ", held.Where(lease => lease.Holder is not null).Select(lease => $"{lease.Name} by {lease.Holder}")))
            : HealthCheckResult.Degraded(string.Join(' ', troubles) + " See /admin/schedules and the log.");
    }
}
