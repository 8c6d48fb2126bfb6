using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations.Backups;
using CoinPulse.Core.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CoinPulse.Core.Operations;

public static class OperationsRegistration
{
    /// <summary>The running of jobs. The timetable itself is the host's: it is registered beside this as <see cref="Timetable"/>.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<RetentionPeriods>(configuration, RetentionPeriods.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new EngineClock(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<AuditPen>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobDesk>();
        services.AddSingleton<IJobWork, RetentionWork>();
        services.AddSingleton<IJobWork, BackupWork>();
        services.AddSingleton<IRetained, RetainedJobRuns>();
        services.AddSingleton<IRetained, RetainedSessions>();
        return services;
    }
}
