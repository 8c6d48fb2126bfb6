using CoinPulse.Core.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CoinPulse.Data.Operations;

internal sealed class JobLease(IDbContextFactory<CoinPulseDbContext> contexts, TimeProvider wall) : IJobLease
{
    public async Task<LeaseProof?> TryTakeAsync(string name, string holder, TimeSpan length, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(holder);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var turn = await TurnAsync(context, cancellationToken);
        var fence = await LeaseSql.TakeAsync(context, name, holder, length, wall.GetUtcNow(), cancellationToken);
        if (turn is not null) await turn.CommitAsync(cancellationToken);
        return fence is { } number ? new LeaseProof(name, holder, number) : null;
    }

    public async Task ReleaseAsync(LeaseProof proof, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var turn = await TurnAsync(context, cancellationToken);
        await LeaseSql.ReleaseAsync(context, proof, wall.GetUtcNow(), cancellationToken);
        if (turn is not null) await turn.CommitAsync(cancellationToken);
    }

    public async Task<bool> HoldsAsync(LeaseProof proof, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await LeaseSql.HoldsAsync(context, proof, wall.GetUtcNow(), cancellationToken);
    }

    /// <summary>One statement is whole by itself; on SQLite it queues as a transaction does, because a lease that is not renewed in time is lost.</summary>
    private static async Task<IDbContextTransaction?> TurnAsync(CoinPulseDbContext context, CancellationToken cancellationToken) =>
        context.Database.IsSqlite() ? await context.Database.BeginTransactionAsync(cancellationToken) : null;
}
