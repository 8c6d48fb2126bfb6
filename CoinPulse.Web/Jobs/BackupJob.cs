using CoinPulse.Core.Operations;

namespace CoinPulse.Web.Jobs;

internal sealed class BackupJob(JobRunner runner) : TimetableJob(runner, JobNames.Backup);
