using CoinPulse.Core.Operations;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CoinPulse.Web.Operations.Health;

/// <summary>Free space where the data lie: a warning while there is time, trouble before writing fails.</summary>
internal sealed class DiskHealth(StorageFolder storage, IOptions<StorageOptions> options) : IHealthCheck
{
    private const long Megabyte = 1024 * 1024;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Judge(new DriveInfo(storage.Path).AvailableFreeSpace, options.Value.LowDiskMegabytes));

    internal static HealthCheckResult Judge(long freeBytes, int lowMegabytes)
    {
        var free = freeBytes / Megabyte;
        if (free >= lowMegabytes) return HealthCheckResult.Healthy($"{free:N0} MB free");
        var advice = $"{free:N0} MB are left for the data. Free space, or shorten what is kept.";
        return free < lowMegabytes / 10 ? HealthCheckResult.Unhealthy(advice) : HealthCheckResult.Degraded(advice);
    }
}
