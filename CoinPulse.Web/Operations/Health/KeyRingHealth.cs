using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CoinPulse.Web.Operations.Health;

/// <summary>The keys that sign cookies lie in the database: whoever reads it could forge a session, unless the keys are themselves encrypted.</summary>
internal sealed class KeyRingHealth(IOptions<KeyManagementOptions> keys) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        keys.Value.XmlEncryptor is null
            ? HealthCheckResult.Degraded("The key ring is stored unprotected. Keep the database and its backups as you would keep a password.")
            : HealthCheckResult.Healthy("The key ring is protected."));
}
