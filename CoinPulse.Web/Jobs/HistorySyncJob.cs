using CoinPulse.Core.Operations;

namespace CoinPulse.Web.Jobs;

internal sealed class HistorySyncJob(JobRunner runner) : TimetableJob(runner, JobNames.HistorySync);
