using CoinPulse.Core.Operations;

namespace CoinPulse.Web.Jobs;

internal sealed class KeyCheckJob(JobRunner runner) : TimetableJob(runner, JobNames.KeyCheck);
