using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Accounts;

internal sealed class FirstRunStore(IDbContextFactory<CoinPulseDbContext> contexts, AuditPen pen) : IFirstRun, IAccountSwitches
{
    public async Task<bool> IsWaitingForEveryoneAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return !await context.Set<SetupMark>().AnyAsync(cancellationToken);
    }

    public async Task OfferForEveryoneAsync(byte[] tokenHash, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Add(new SetupOffer(tokenHash, at));
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<byte[]>> OfferedForEveryoneAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<SetupOffer>().Select(o => o.TokenHash).ToListAsync(cancellationToken);
    }

    public async Task<bool> IsSignUpOpenForEveryoneAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<AccountSwitchRow>().Select(r => r.SignUpOpen).SingleAsync(cancellationToken);
    }

    public async Task SetSignUpOpenForEveryoneAsync(
        bool open, UserId admin, string why, DateTimeOffset at, string? address, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Set<AccountSwitchRow>().SingleAsync(cancellationToken);
        row.SignUpOpen = open;
        context.Audit.Add(pen.Entry(admin, null, open ? AuditActs.SignUpOpened : AuditActs.SignUpClosed, null, why, null, address));
        await context.SaveChangesAsync(cancellationToken);
    }
}
