using CoinPulse.Core.Operations;

namespace CoinPulse.Web.Jobs;

internal sealed class ReconciliationJob(JobRunner runner) : TimetableJob(runner, JobNames.Reconciliation);
