using CoinPulse.Core.Operations;

namespace CoinPulse.Web.Jobs;

internal sealed class RetentionJob(JobRunner runner) : TimetableJob(runner, JobNames.Retention);
