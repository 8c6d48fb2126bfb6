using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Accounts;

internal sealed class UserActs(IDbContextFactory<CoinPulseDbContext> contexts, AuditPen pen, TimeProvider clock) : IUserActs
{
    private const int LongestReason = 1000;

    public async Task<Result<Done>> DoAsync(
        UserId owner, AdminAct act, UserId admin, string why, string? address, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(why) || why.Length > LongestReason) return Problem.Of(PeopleProblems.ReasonMissing);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);

        // One act at a time: without this row's lock two admins could each take the other's role and leave nobody.
        await context.Set<AccountSwitchRow>().ExecuteUpdateAsync(set => set.SetProperty(r => r.SignUpOpen, r => r.SignUpOpen), cancellationToken);

        if (!await CanActAsync(context, admin, cancellationToken)) return Problem.Of(PeopleProblems.NotAnAdmin);
        var id = owner.Value;
        if (await context.Users.SingleOrDefaultAsync(u => u.Id == id, cancellationToken) is not { } user) return Problem.Of(PeopleProblems.NoSuchPerson);
        if (await RefusalAsync(context, user, act, admin, cancellationToken) is { } problem) return problem;

        await ChangeAsync(context, user, act, why.Trim(), cancellationToken);
        var now = clock.GetUtcNow();
        (user.SecurityStamp, user.ConcurrencyStamp) = (Guid.CreateVersion7(now).ToString("N"), Guid.CreateVersion7(now).ToString());
        context.Audit.Add(pen.Entry(admin, owner, AuditName(act), null, why.Trim(), null, address));
        await context.SaveChangesAsync(cancellationToken);

        // Every act changes what the person may do or how they prove themselves: they sign in again.
        await context.Set<SignInSession>().Where(s => s.Owner == owner && s.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Done.Result;
    }

    private static async Task<bool> CanActAsync(CoinPulseDbContext context, UserId admin, CancellationToken cancellationToken)
    {
        var id = admin.Value;
        return await AbleAdmins(context).AnyAsync(able => able == id, cancellationToken);
    }

    private static IQueryable<Guid> AbleAdmins(CoinPulseDbContext context) =>
        context.AdminIds().Join(context.Users.Where(u => u.LockedBecause == null), admin => admin, user => user.Id, (admin, user) => admin);

    private static async Task<Problem?> RefusalAsync(
        CoinPulseDbContext context, AppUser user, AdminAct act, UserId admin, CancellationToken cancellationToken)
    {
        var isAdmin = await context.AdminIds().AnyAsync(id => id == user.Id, cancellationToken);
        if (act == AdminAct.Lock && user.UserId == admin) return Problem.Of(PeopleProblems.NotYourself);
        if (act is AdminAct.TakeAdmin or AdminAct.Lock && isAdmin
            && !await AbleAdmins(context).AnyAsync(id => id != user.Id, cancellationToken)) return Problem.Of(PeopleProblems.LastAdmin);

        var already = act switch
        {
            AdminAct.GiveAdmin => isAdmin,
            AdminAct.TakeAdmin => !isAdmin,
            AdminAct.Lock => user.LockedBecause is not null,
            AdminAct.Unlock => user.LockedBecause is null && user.LockoutEnd is null && user.AccessFailedCount == 0,
            AdminAct.ResetTwoFactor => !user.TwoFactorEnabled,
            AdminAct.SignOutEverywhere => false,
        };
        return already ? Problem.Of(PeopleProblems.NothingToDo) : null;
    }

    private static async Task ChangeAsync(CoinPulseDbContext context, AppUser user, AdminAct act, string why, CancellationToken cancellationToken)
    {
        switch (act)
        {
            case AdminAct.GiveAdmin:
                context.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = await AdminRoleAsync(context, cancellationToken) });
                break;
            case AdminAct.TakeAdmin:
                var role = await AdminRoleAsync(context, cancellationToken);
                await context.Set<IdentityUserRole<Guid>>().Where(r => r.UserId == user.Id && r.RoleId == role).ExecuteDeleteAsync(cancellationToken);
                break;
            case AdminAct.Lock:
                user.LockedBecause = why;
                break;
            case AdminAct.Unlock:
                (user.LockedBecause, user.LockoutEnd, user.AccessFailedCount) = (null, null, 0);
                break;
            case AdminAct.ResetTwoFactor:
                user.TwoFactorEnabled = false;
                await context.Set<IdentityUserToken<Guid>>().Where(t => t.UserId == user.Id).ExecuteDeleteAsync(cancellationToken);   // secret and recovery codes
                break;
            case AdminAct.SignOutEverywhere:
                break;
        }
    }

    private static Task<Guid> AdminRoleAsync(CoinPulseDbContext context, CancellationToken cancellationToken) =>
        context.Roles.Where(role => role.Name == Roles.Admin).Select(role => role.Id).SingleAsync(cancellationToken);

    private static string AuditName(AdminAct act) => act switch
    {
        AdminAct.GiveAdmin => AuditActs.RoleGiven,
        AdminAct.TakeAdmin => AuditActs.RoleTaken,
        AdminAct.Lock => AuditActs.Locked,
        AdminAct.Unlock => AuditActs.Unlocked,
        AdminAct.ResetTwoFactor => AuditActs.TwoFactorReset,
        AdminAct.SignOutEverywhere => AuditActs.SignedOutEverywhere,
    };
}
