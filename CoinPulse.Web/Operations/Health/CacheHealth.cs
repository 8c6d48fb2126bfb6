using CoinPulse.Web.Markets.Caches;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CoinPulse.Web.Operations.Health;

/// <summary>Whether the shared level of the cache answers. Pages work without it; they read the database more often.</summary>
internal sealed class CacheHealth(SharedLevel? shared = null) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (shared is null) return HealthCheckResult.Healthy("In memory alone; ConnectionStrings__Redis is not set.");
        await shared.KnockAsync(cancellationToken);
        return shared.IsAway
            ? HealthCheckResult.Degraded("Redis does not answer; pages go on with this process's own cache. Start it, or correct ConnectionStrings__Redis.")
            : HealthCheckResult.Healthy("In memory, and in Redis.");
    }
}
