using CoinPulse.Core.Operations;

namespace CoinPulse.Web.Jobs;

internal sealed class TradingCycleJob(JobRunner runner) : TimetableJob(runner, JobNames.TradingCycle);
