using System.Globalization;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Replay;

namespace CoinPulse.Web.Operations.Admin;

/// <summary>Jobs in the reader's language.</summary>
internal static class JobWords
{
    public static string Name(string job) => OperationsText.ResourceManager.GetString(NameKey(job), OperationsText.Culture) ?? job;

    internal static string NameKey(string job) => $"Job_{job.Replace('-', '_')}";

    public static string Cadence(Cadence cadence) => cadence switch
    {
        { Minutes: 1 } => OperationsText.CadenceMinute,
        { Minutes: { } minutes } => Format(OperationsText.CadenceMinutes, minutes),
        { At: var at } => Format(OperationsText.CadenceDaily, at!.Value.ToString("HH:mm", CultureInfo.InvariantCulture)),
    };

    public static string Took(TimeSpan? took) => took switch
    {
        null => "",
        { TotalSeconds: < 1 } => Format(OperationsText.TookMilliseconds, (int)took.Value.TotalMilliseconds),
        _ => Format(OperationsText.TookSeconds, took.Value.TotalSeconds.ToString("N1", CultureInfo.CurrentCulture)),
    };

    public static string? Did(JobRun? run) => run switch
    {
        null or { Outcome: JobOutcome.Running or JobOutcome.Interrupted, Did: null } => null,
        { Did: null or "" } => OperationsText.NothingDone,
        { Outcome: JobOutcome.Done or JobOutcome.Running or JobOutcome.Interrupted } => string.Join(" · ", JobReport.Parse(run.Did).Counts.Select(Count)),
        _ => run.Did,
    };

    public static string Outcome(JobOutcome outcome) => outcome switch
    {
        JobOutcome.Running => OperationsText.StateRunning,
        JobOutcome.Done => OperationsText.RunAnswer_Done,
        JobOutcome.Failed => OperationsText.StateFailed,
        JobOutcome.Interrupted => OperationsText.StateInterrupted,
    };

    public static string Answer(RunAnswer answer) => answer switch
    {
        RunAnswer.NotDue => OperationsText.RunAnswer_NotDue,
        RunAnswer.Busy => OperationsText.RunAnswer_Busy,
        RunAnswer.Elsewhere => OperationsText.RunAnswer_Elsewhere,
        RunAnswer.Done => OperationsText.RunAnswer_Done,
        RunAnswer.Failed => OperationsText.RunAnswer_Failed,
        RunAnswer.Interrupted => OperationsText.RunAnswer_Interrupted,
    };

    public static string Difference(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Decision => OperationsText.Difference_Decision,
        DifferenceKind.Price => OperationsText.Difference_Price,
        DifferenceKind.Fee => OperationsText.Difference_Fee,
        DifferenceKind.Latency => OperationsText.Difference_Latency,
    };

    public static string Problem(Problem problem) =>
        OperationsText.ResourceManager.GetString($"Problem_{problem.Code}", OperationsText.Culture) ?? problem.Code;

    internal static string CountKey(string name) => $"Count_{name.Replace('-', '_')}";

    private static string Count((string Name, long Count) item) =>
        $"{OperationsText.ResourceManager.GetString(CountKey(item.Name), OperationsText.Culture) ?? item.Name} {item.Count.ToString("N0", CultureInfo.CurrentCulture)}";

    private static string Format(string words, params object[] values) => string.Format(CultureInfo.CurrentCulture, words, values);
}
