using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Accounts;

/// <summary>Makes people: user, role and audit line in one transaction on Identity's own context.</summary>
public sealed class People(CoinPulseDbContext context, UserManager<AppUser> users, AuditPen pen, TimeProvider clock)
{
    /// <summary>Makes the first admin, once: the mark's key lets only one of two set-ups through.</summary>
    /// <returns>Null when somebody was first; otherwise Identity's answer.</returns>
    public async Task<IdentityResult?> SetUpAsync(AppUser admin, string password, string? address, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Set<SetupMark>().AnyAsync(cancellationToken)) return null;
        context.Add(new SetupMark(SetupMark.Only, clock.GetUtcNow()));
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException refused) when (UniqueKey.IsTaken(refused))
        {
            return null;
        }

        admin.EmailConfirmed = true;   // whoever reads the console owns the server
        var made = await CreateAsync(admin, password, [Roles.Admin, Roles.Trader], AuditActs.SetUp, address, cancellationToken);
        if (!made.Succeeded) return made;

        await context.Set<SetupOffer>().ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return made;
    }

    public async Task<IdentityResult> SignUpAsync(AppUser user, string password, string? address, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var made = await CreateAsync(user, password, [Roles.Trader], AuditActs.SignedUp, address, cancellationToken);
        if (made.Succeeded) await transaction.CommitAsync(cancellationToken);
        return made;
    }

    /// <summary>Uses up a time step of the authenticator app: of two uses at once one wins, and an older step is never taken.</summary>
    public async Task<bool> UseTotpStepAsync(AppUser user, long step, CancellationToken cancellationToken)
    {
        // Identity writes whole rows: the new concurrency stamp keeps a request that read the row earlier from putting the old step back.
        var (id, stamp) = (user.Id, Guid.CreateVersion7(clock.GetUtcNow()).ToString());
        var used = await context.Users.Where(u => u.Id == id && u.LastTotpStep < step).ExecuteUpdateAsync(
            set => set.SetProperty(u => u.LastTotpStep, step).SetProperty(u => u.ConcurrencyStamp, stamp), cancellationToken) == 1;
        await context.Entry(user).ReloadAsync(cancellationToken);
        return used;
    }

    private async Task<IdentityResult> CreateAsync(
        AppUser user, string password, string[] roles, string act, string? address, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        (user.Id, user.CreatedAt, user.UserName, user.LockoutEnabled) = (Guid.CreateVersion7(now), now, user.Email, true);
        var made = await users.CreateAsync(user, password);
        if (!made.Succeeded) return made;

        made = await users.AddToRolesAsync(user, roles);
        context.Audit.Add(pen.Own(user.UserId, act, address));
        await context.SaveChangesAsync(cancellationToken);
        return made;
    }
}
