using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Accounts;

internal sealed class UserDirectory(IDbContextFactory<CoinPulseDbContext> contexts) : IUserDirectory
{
    private const int AuditLines = 50;

    public async Task<FoundPeople> SearchForEveryoneAsync(string? text, int skip, int take, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<AppUser> people = context.Users.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(text))
        {
            // Emails in any case; names as they are written, because the databases disagree about the case of letters.
            var (part, upper) = (text.Trim(), text.Trim().ToUpperInvariant());
            people = people.Where(u => u.NormalizedEmail!.Contains(upper) || u.DisplayName.Contains(part));
        }

        var total = await people.CountAsync(cancellationToken);
        var page = await people.OrderByDescending(u => u.CreatedAt).ThenBy(u => u.Id).Skip(skip).Take(take).ToListAsync(cancellationToken);
        var ids = page.ConvertAll(u => u.Id);
        var admins = await context.AdminIds().Where(id => ids.Contains(id)).ToListAsync(cancellationToken);
        return new(page.ConvertAll(u => Line(u, admins.Contains(u.Id))), total);
    }

    public async Task<PersonAccount?> FindAsync(UserId owner, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var id = owner.Value;
        var user = await context.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancellationToken);
        if (user is null) return null;

        var isAdmin = await context.AdminIds().AnyAsync(admin => admin == id, cancellationToken);
        var sessions = await context.Set<SignInSession>().AsNoTracking()
            .Where(s => s.Owner == owner && s.EndedAt == null).OrderByDescending(s => s.LastSeenAt).ToListAsync(cancellationToken);
        var agreements = await context.Set<AgreementAcceptance>().AsNoTracking()
            .Where(a => a.Owner == owner).OrderByDescending(a => a.At).ToListAsync(cancellationToken);
        var audit = await context.Set<AuditEntry>().AsNoTracking()
            .Where(e => e.Subject == owner).OrderByDescending(e => e.At).Take(AuditLines).ToListAsync(cancellationToken);
        return new(Line(user, isAdmin), user.EmailConfirmed, user.LockoutEnd, sessions, agreements, audit);
    }

    public async Task<bool> HasSecondFactorAsync(UserId owner, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Users.AnyAsync(u => u.Id == owner.Value && u.TwoFactorEnabled, cancellationToken);
    }

    private static PersonLine Line(AppUser user, bool isAdmin) => new(
        user.UserId, user.DisplayName, user.Email ?? "", isAdmin, user.TwoFactorEnabled, user.LockedBecause, user.CreatedAt, user.LastSignedInAt);
}

internal static class Admins
{
    public static IQueryable<Guid> AdminIds(this CoinPulseDbContext context) =>
        from held in context.Set<IdentityUserRole<Guid>>()
        join role in context.Roles on held.RoleId equals role.Id
        where role.Name == Roles.Admin
        select held.UserId;
}
