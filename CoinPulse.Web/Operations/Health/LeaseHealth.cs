using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Journal;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CoinPulse.Web.Operations.Health;

/// <summary>Whether some process is the engine. Without one nothing is bought, and no guard sells.</summary>
internal sealed class LeaseHealth(ILeaseBook leases) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var held = await leases.LeasesForEveryoneAsync(cancellationToken);
        return held.FirstOrDefault(lease => lease.Name == LeaseNames.Engine) is { Holder: { } holder, Fence: var fence }
            ? HealthCheckResult.Healthy($"{holder} is the engine (fence {fence}).")
            : HealthCheckResult.Degraded("No process is the engine: guards sell nothing until one is. It takes up to ten seconds after a start; if it lasts, see the log.");
    }
}
