using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Data.Operations;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Accounts;

internal sealed class SignInSessionStore(IDbContextFactory<CoinPulseDbContext> contexts, AuditPen pen) : ISignInSessions
{
    public async Task BeginAsync(UserId owner, SignInSession session, CancellationToken cancellationToken)
    {
        if (session.Owner != owner) throw new ArgumentException("The session belongs to somebody else.", nameof(session));
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Add(session);
        context.Audit.Add(pen.Entry(owner, owner, AuditActs.SignedIn, session.Id.ToString(), null, new { session.Device }, session.Address));
        await context.SaveChangesAsync(cancellationToken);
        var id = owner.Value;
        await context.Users.Where(u => u.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.LastSignedInAt, session.StartedAt), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
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
        var stale = context.Set<SignInSession>().Where(s => s.Id == session && s.Owner == owner && s.EndedAt == null && s.LastSeenAt <= before);

        // Looked at first, because on SQLite even an update of no row waits for the one writer.
        if (!await stale.AnyAsync(cancellationToken)) return;
        await stale.ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now), cancellationToken);
    }

    public async Task<IReadOnlyList<SignInSession>> OpenAsync(UserId owner, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<SignInSession>().AsNoTracking()
            .Where(s => s.Owner == owner && s.EndedAt == null)
            .OrderByDescending(s => s.LastSeenAt)
            .ToListAsync(cancellationToken);
    }

    public async Task<bool> EndAsync(
        UserId owner, SessionId session, string act, DateTimeOffset now, string? address, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var ended = await context.Set<SignInSession>()
            .Where(s => s.Id == session && s.Owner == owner && s.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancellationToken);
        if (ended == 0) return false;

        context.Audit.Add(pen.Entry(owner, owner, act, session.ToString(), null, null, address));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public async Task<int> EndAllAsync(UserId owner, SessionId? except, DateTimeOffset now, string? address, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var kept = except ?? default;
        var sessions = await context.Set<SignInSession>()
            .Where(s => s.Owner == owner && s.Id != kept && s.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancellationToken);
        if (sessions == 0) return 0;

        context.Audit.Add(pen.Own(owner, AuditActs.SignedOutEverywhere, address, new { sessions }));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return sessions;
    }

    public Task<int> ForgetForEveryoneAsync(DateTimeOffset before, CancellationToken cancellationToken) => contexts.DeleteInBatchesAsync(
        context => context.Set<SignInSession>().Where(s => (s.EndedAt ?? s.LastSeenAt) < before).OrderBy(s => s.Id), cancellationToken);
}
