using CoinPulse.Core.Operations;

namespace CoinPulse.Web.Jobs;

internal sealed class PriceAndOrderSyncJob(JobRunner runner) : TimetableJob(runner, JobNames.PriceAndOrderSync);
