using CoinPulse.Core.Operations;

namespace CoinPulse.Web.Jobs;

internal sealed class SurgeScanJob(JobRunner runner) : TimetableJob(runner, JobNames.SurgeScan);
