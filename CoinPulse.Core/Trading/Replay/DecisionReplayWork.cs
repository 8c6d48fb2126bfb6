using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;

namespace CoinPulse.Core.Trading.Replay;

/// <summary>Yesterday's decisions, replayed as the timetable calls it.</summary>
internal sealed class DecisionReplayWork(DecisionReplay replay, EngineClock clock) : IJobWork
{
    public string Name => JobNames.DecisionReplay;

    public async Task<JobReport> RunAsync(DateTimeOffset engineNow, CancellationToken cancellationToken)
    {
        var report = await replay.RunAsync(Kst.Today(clock).AddDays(-1), cancellationToken);
        return JobReport.Of(
            ("replayed", report.Decisions),
            ("unreplayable", report.Unreplayable),
            ("other-decisions", Count(report, DifferenceKind.Decision)),
            ("other-prices", Count(report, DifferenceKind.Price)),
            ("other-fees", Count(report, DifferenceKind.Fee)),
            ("slow-answers", Count(report, DifferenceKind.Latency)));
    }

    private static int Count(ReplayReport report, DifferenceKind kind) => report.Differences.Count(difference => difference.Kind == kind);
}

internal sealed class RetainedDifferences(IReplayStore store) : IRetained
{
    public string What => "differences";

    public bool FollowsMarket => true;

    public int KeptDays(RetentionPeriods periods) => periods.Differences;

    public Task<int> ForgetForEveryoneAsync(DateTimeOffset before, CancellationToken cancellationToken) => store.ForgetForEveryoneAsync(Kst.DayOf(before), cancellationToken);
}
