using CoinPulse.Core.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Accounts;

internal sealed class SignInSessionStore(IDbContextFactory<CoinPulseDbContext> contexts) : ISignInSessions
{
    public async Task BeginAsync(UserId owner, SignInSession session, CancellationToken cancellationToken)
    {
        if (session.Owner != owner) throw new ArgumentException("The session belongs to somebody else.", nameof(session));
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Add(session);
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<bool> IsOpenAsync(UserId owner, SessionId session, string securityStamp, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var open = await context.Set<SignInSession>()
            .AnyAsync(s => s.Id == session && s.Owner == owner && s.EndedAt == null, cancellationToken);
        if (!open) return false;

        // A lock-out for wrong passwords must not throw out who is already in: only an admin's lock does, and that has a reason.
        var id = owner.Value;
        return await context.Users.AnyAsync(u => u.Id == id && u.SecurityStamp == securityStamp && u.LockedBecause == null, cancellationToken);
    }

    public async Task SeenAsync(UserId owner, SessionId session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var before = now - SignInSession.SeenAtMostEvery;
        await context.Set<SignInSession>()
            .Where(s => s.Id == session && s.Owner == owner && s.EndedAt == null && s.LastSeenAt <= before)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now), cancellationToken);
    }

    public async Task<IReadOnlyList<SignInSession>> OpenAsync(UserId owner, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<SignInSession>().AsNoTracking()
            .Where(s => s.Owner == owner && s.EndedAt == null)
            .OrderByDescending(s => s.LastSeenAt)
            .ToListAsync(cancellationToken);
    }

    public async Task<bool> EndAsync(UserId owner, SessionId session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<SignInSession>()
            .Where(s => s.Id == session && s.Owner == owner && s.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancellationToken) == 1;
    }

    public async Task<int> EndAllAsync(UserId owner, SessionId? except, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var kept = except ?? default;
        return await context.Set<SignInSession>()
            .Where(s => s.Owner == owner && s.Id != kept && s.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancellationToken);
    }
}
