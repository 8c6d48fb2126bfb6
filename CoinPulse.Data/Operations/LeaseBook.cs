using CoinPulse.Core.Operations;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Operations;

internal sealed class LeaseBook(IDbContextFactory<CoinPulseDbContext> contexts, TimeProvider wall) : ILeaseBook
{
    public async Task<IReadOnlyList<LeaseState>> LeasesForEveryoneAsync(CancellationToken cancellationToken)
    {
        var now = wall.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<Lease>().AsNoTracking().OrderBy(lease => lease.Name)
            .Select(lease => new LeaseState(lease.Name, lease.Holder != "" && lease.ExpiresAt > now ? lease.Holder : null, lease.Fence, lease.ExpiresAt))
            .ToListAsync(cancellationToken);
    }
}
