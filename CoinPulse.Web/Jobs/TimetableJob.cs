using CoinPulse.Core.Operations;
using Coravel.Invocable;

namespace CoinPulse.Web.Jobs;

/// <summary>Coravel rings, the runner decides: whether it is due, whether it is ours, and what becomes of a failure.</summary>
internal abstract class TimetableJob(JobRunner runner, string job) : IInvocable, ICancellableInvocable
{
    public CancellationToken CancellationToken { get; set; }

    public Task Invoke() => runner.RingAsync(job, CancellationToken);
}
