using CoinPulse.Core.Operations;

namespace CoinPulse.Web.Jobs;

internal sealed class InvariantsCheckJob(JobRunner runner) : TimetableJob(runner, JobNames.InvariantsCheck);
