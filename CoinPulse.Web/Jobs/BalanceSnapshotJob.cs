using CoinPulse.Core.Operations;

namespace CoinPulse.Web.Jobs;

internal sealed class BalanceSnapshotJob(JobRunner runner) : TimetableJob(runner, JobNames.BalanceSnapshot);
