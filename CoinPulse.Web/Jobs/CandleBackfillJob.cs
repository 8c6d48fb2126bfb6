using CoinPulse.Core.Operations;

namespace CoinPulse.Web.Jobs;

internal sealed class CandleBackfillJob(JobRunner runner) : TimetableJob(runner, JobNames.CandleBackfill);
