using CoinPulse.Core.Operations;

namespace CoinPulse.Web.Jobs;

internal sealed class DecisionReplayJob(JobRunner runner) : TimetableJob(runner, JobNames.DecisionReplay);
