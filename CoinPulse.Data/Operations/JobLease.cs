using CoinPulse.Core.Operations;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Operations;

internal sealed class JobLease(IDbContextFactory<CoinPulseDbContext> contexts, TimeProvider wall) : IJobLease
{
    public async Task<LeaseProof?> TryTakeAsync(string name, string holder, TimeSpan length, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(holder);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var fence = await LeaseSql.TakeAsync(context, name, holder, length, wall.GetUtcNow(), cancellationToken);
        return fence is { } number ? new LeaseProof(name, holder, number) : null;
    }

    public async Task ReleaseAsync(LeaseProof proof, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await LeaseSql.ReleaseAsync(context, proof, wall.GetUtcNow(), cancellationToken);
    }

    public async Task<bool> HoldsAsync(LeaseProof proof, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await LeaseSql.HoldsAsync(context, proof, wall.GetUtcNow(), cancellationToken);
    }
}
