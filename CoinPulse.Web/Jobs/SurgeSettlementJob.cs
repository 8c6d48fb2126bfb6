using CoinPulse.Core.Operations;

namespace CoinPulse.Web.Jobs;

internal sealed class SurgeSettlementJob(JobRunner runner) : TimetableJob(runner, JobNames.SurgeSettlement);
