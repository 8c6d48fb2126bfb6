using CoinPulse.Core.Accounts;
using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Operations;

/// <summary>What an admin may do to a job. Each act has a reason and is audited before, or with, what it does.</summary>
public sealed class JobDesk(IJobStore store, IAuditTrail audit, JobRunner runner, AuditPen pen)
{
    public const string ReasonMissing = "job_reason_missing";

    private const int LongestReason = 1000;

    public async Task<Result<RunAnswer>> RunNowAsync(UserId admin, string job, string? why, string? address, CancellationToken cancellationToken)
    {
        if (Refuse(why) is { } problem) return problem;
        await audit.WriteAsync(Entry(admin, AuditActs.JobRunNow, job, why!, address), cancellationToken);

        // From here the page may be closed: the run goes on.
        return Result<RunAnswer>.Of(await runner.RunNowAsync(job, CancellationToken.None));
    }

    public async Task<Result<Done>> PauseAsync(UserId admin, string job, string? why, string? address, CancellationToken cancellationToken)
    {
        if (Refuse(why) is { } problem) return problem;
        var entry = Entry(admin, AuditActs.JobPaused, job, why!, address);
        await store.ChangeForEveryoneAsync(job, state => state.Pause(entry.At, admin, entry.Why!), entry, cancellationToken);
        return Done.Result;
    }

    public async Task<Result<Done>> ResumeAsync(UserId admin, string job, string? why, string? address, CancellationToken cancellationToken)
    {
        if (Refuse(why) is { } problem) return problem;
        await store.ChangeForEveryoneAsync(job, state => state.Resume(), Entry(admin, AuditActs.JobResumed, job, why!, address), cancellationToken);
        return Done.Result;
    }

    private static Problem? Refuse(string? why) => string.IsNullOrWhiteSpace(why) ? Problem.Of(ReasonMissing).At("Why") : null;

    private AuditEntry Entry(UserId admin, string act, string job, string why, string? address) =>
        pen.Entry(admin, null, act, job, why.Trim() is { Length: > LongestReason } tooLong ? tooLong[..LongestReason] : why.Trim(), null, address);
}
