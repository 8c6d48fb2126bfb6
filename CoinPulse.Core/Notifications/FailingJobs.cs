using System.Globalization;
using CoinPulse.Core.Operations;

namespace CoinPulse.Core.Notifications;

/// <summary>A job that failed again and again; of a backup once is enough.</summary>
internal sealed class FailingJobs(IJobStore store, Timetable timetable, TimeProvider wall) : IConditionSource
{
    private const string Prefix = "job:";

    public async Task<Outlook> LookAsync(CancellationToken cancellationToken)
    {
        var (standing, over, now) = (new List<Condition>(), new List<string>(), wall.GetUtcNow());
        foreach (var job in timetable.Entries.Select(entry => entry.Job))
        {
            var state = await store.StateForEveryoneAsync(job, cancellationToken);
            var isBackup = job == JobNames.Backup;
            if (state.FailuresInARow == 0) over.Add(Prefix + job);
            else if (state.IsAlarming || isBackup) standing.Add(new Condition(Prefix + job, now, null, isBackup ? NoticeKind.BackupFailed : NoticeKind.JobFailing, null, "job:" + job, FactsOf(state)));
        }

        return new Outlook(Prefix, standing, over);
    }

    private static Dictionary<string, string> FactsOf(JobState state) =>
        new(StringComparer.Ordinal) { ["job"] = state.Job, ["failures"] = state.FailuresInARow.ToString(CultureInfo.InvariantCulture) };
}
