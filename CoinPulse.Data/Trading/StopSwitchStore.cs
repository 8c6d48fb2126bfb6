using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Rules;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Trading;

internal sealed class StopSwitchStore(IDbContextFactory<CoinPulseDbContext> contexts, AuditPen pen, TimeProvider wall) : IStopSwitches
{
    public Task SetAsync(UserId owner, StopScope scope, Guid target, UserId by, string why, CancellationToken cancellationToken) =>
        scope == StopScope.Platform
            ? throw new ArgumentException("The platform's switch is not one person's.", nameof(scope))
            : SetAsync(owner, scope, target, stopped: true, by, why, cancellationToken);

    public Task LiftAsync(UserId owner, StopScope scope, Guid target, UserId by, string why, CancellationToken cancellationToken) =>
        scope == StopScope.Platform
            ? throw new ArgumentException("The platform's switch is not one person's.", nameof(scope))
            : SetAsync(owner, scope, target, stopped: false, by, why, cancellationToken);

    public Task SetPlatformForEveryoneAsync(bool stopped, UserId by, string why, CancellationToken cancellationToken) =>
        SetAsync(null, StopScope.Platform, Guid.Empty, stopped, by, why, cancellationToken);

    public async Task<StopSwitch?> PlatformForEveryoneAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<StopSwitch>().AsNoTracking().SingleOrDefaultAsync(s => s.Scope == StopScope.Platform && s.LiftedAt == null, cancellationToken);
    }

    public async Task<EntryStops> StandingAsync(UserId owner, AccountId account, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var scopes = await context.Set<StopSwitch>()
            .Where(s => s.LiftedAt == null
                && (s.Scope == StopScope.Platform
                    || (s.Owner == owner && ((s.Scope == StopScope.User && s.Target == owner.Value) || (s.Scope == StopScope.Account && s.Target == account.Value)))))
            .Select(s => s.Scope)
            .ToListAsync(cancellationToken);
        return scopes.Aggregate(EntryStops.None, (stops, scope) => stops | scope switch
        {
            StopScope.Position => EntryStops.Position,
            StopScope.Account => EntryStops.Account,
            StopScope.User => EntryStops.User,
            StopScope.Platform => EntryStops.Platform,
        });
    }

    private async Task SetAsync(UserId? owner, StopScope scope, Guid target, bool stopped, UserId by, string why, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = wall.GetUtcNow();
        var standing = await context.Set<StopSwitch>().AsNoTracking().SingleOrDefaultAsync(
            s => s.Scope == scope && s.Target == target && s.Owner == owner && s.LiftedAt == null, cancellationToken);
        if (stopped == standing is not null) return;
        if (stopped) context.Add(new StopSwitch(new StopSwitchId(Guid.CreateVersion7(now)), owner, scope, target, by, why, now, null, null));
        else context.Update(standing! with { LiftedAt = now, LiftedBy = by });
        context.Add(pen.Entry(by == default ? null : by, owner, stopped ? AuditActs.StopSwitchOn : AuditActs.StopSwitchOff, $"{scope}:{target}", why, null, null));
        await context.SaveChangesAsync(cancellationToken);
    }
}
