using CoinPulse.Core.Accounts;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Data.Operations;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Trading;

internal sealed class DecisionLog(IDbContextFactory<CoinPulseDbContext> contexts) : IDecisionLog
{
    public async Task WriteAsync(UserId owner, AccountId account, IReadOnlyList<Decision> decisions, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var decision in decisions)
        {
            var last = decision.Kind != DecisionKind.Refused ? null : await context.Set<Decision>()
                .Where(d => d.Owner == owner && d.Account == account && d.Strategy == decision.Strategy && d.Market == decision.Market)
                .OrderByDescending(d => d.LastAt)
                .FirstOrDefaultAsync(cancellationToken);
            if (last is { Kind: DecisionKind.Refused } && last.Why.IsSameKindAs(decision.Why)) last.Repeat(decision);
            else context.Add(decision);
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<Decision>> NewestAsync(UserId owner, AccountId account, int count, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<Decision>().AsNoTracking()
            .Where(d => d.Owner == owner && d.Account == account)
            .OrderByDescending(d => d.LastAt)
            .Take(count)
            .ToListAsync(cancellationToken);
    }

    public Task<int> ForgetForEveryoneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        contexts.DeleteInBatchesAsync(context => context.Set<Decision>().Where(d => d.LastAt < before).OrderBy(d => d.Id), cancellationToken);
}
