using System.Text.Json;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CoinPulse.Web.Operations.Health;

/// <summary><c>/health/live</c> says that the process answers; <c>/health/ready</c> that it can do its work. Strangers get the words, admins the reasons and what to do.</summary>
internal static class HealthRegistration
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void AddCoinPulseHealth(this IServiceCollection services)
    {
        services.AddSingleton<DatabaseHealth>();   // remembers its last answer
        services.AddHealthChecks()
            .AddCheck<StartHealth>("start")
            .AddCheck<DatabaseHealth>("database")
            .AddCheck<DiskHealth>("disk")
            .AddCheck<FeedHealth>("feed")
            .AddCheck<LeaseHealth>("lease")
            .AddCheck<JobsHealth>("jobs")
            .AddCheck<CacheHealth>("cache")
            .AddCheck<KeyRingHealth>("keys");
    }

    public static void MapCoinPulseHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.Headers.CacheControl = "no-store";
        var forAdmin = context.User.IsInRole(Roles.Admin);
        return context.Response.WriteAsJsonAsync(
            new
            {
                Status = report.Status.ToString(),
                Checks = report.Entries.ToDictionary(entry => entry.Key, entry => forAdmin
                    ? (object)new { Status = entry.Value.Status.ToString(), Says = entry.Value.Description }
                    : entry.Value.Status.ToString(), StringComparer.Ordinal),
            },
            Json,
            context.RequestAborted);
    }

    /// <summary>Migrated and seeded.</summary>
    private sealed class StartHealth(SystemStartup startup) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(startup.IsReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database is still being prepared."));
    }
}
