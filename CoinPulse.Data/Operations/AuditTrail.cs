using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Operations;

internal sealed class AuditTrail(IDbContextFactory<CoinPulseDbContext> contexts) : IAuditTrail
{
    public async Task WriteAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Audit.Add(entry);
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<AuditEntry>> AboutAsync(UserId owner, int count, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Audit.AsNoTracking().Where(e => e.Subject == owner).OrderByDescending(e => e.At).Take(count).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<AuditEntry>> NewestForEveryoneAsync(int count, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Audit.AsNoTracking().OrderByDescending(e => e.At).Take(count).ToListAsync(cancellationToken);
    }
}
