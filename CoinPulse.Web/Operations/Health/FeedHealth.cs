using CoinPulse.Core.Markets;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CoinPulse.Web.Operations.Health;

/// <summary>Whether prices come in.</summary>
internal sealed class FeedHealth(IMarketHub? hub = null) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(hub is null ? HealthCheckResult.Healthy("This process has no price feed.") : Judge(hub));

    private static HealthCheckResult Judge(IMarketHub hub) => hub.State switch
    {
        FeedState.Live => HealthCheckResult.Healthy($"{hub.Source}, newest price {hub.Age?.TotalSeconds ?? 0:F1} s old"),
        FeedState.WarmingUp => HealthCheckResult.Degraded("Prices are being prepared; entries wait."),
        FeedState.Stale => HealthCheckResult.Degraded("No price for ten seconds; entries wait, exits do not. Look at the connection to the exchange."),
        FeedState.Down => HealthCheckResult.Unhealthy("The price feed is down. Look at the connection to the exchange and at its notices."),
    };
}
