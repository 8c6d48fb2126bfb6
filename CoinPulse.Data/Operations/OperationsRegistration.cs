using CoinPulse.Core.Operations;
using CoinPulse.Core.Operations.Backups;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Data.Operations.Backups;
using CoinPulse.Data.Operations.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Data.Operations;

internal static class OperationsRegistration
{
    public static void AddOperationsStores(this IServiceCollection services)
    {
        services.AddSingleton<IJobLease, JobLease>();
        services.AddSingleton<IEngineSeat, EngineSeat>();
        services.AddSingleton<ILeaseBook, LeaseBook>();
        services.AddSingleton<IJobStore, JobStore>();
        services.AddSingleton<PostgreSqlTools>();
        services.AddSingleton<IBackups, BackupStore>();
    }
}
