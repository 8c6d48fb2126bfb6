using CoinPulse.Core.Markets;
using CoinPulse.Core.Time;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Markets;

internal sealed class MarketStateStore(IDbContextFactory<CoinPulseDbContext> contexts) : IMarketStateStore
{
    public async Task<DateTimeOffset?> EngineTimeForEveryoneAsync(PriceSource source, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var state = await context.Set<MarketState>().AsNoTracking().SingleOrDefaultAsync(state => state.Source == source, cancellationToken);
        return state?.EngineTime;
    }

    public async Task SaveEngineTimeForEveryoneAsync(PriceSource source, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var kept = context.Set<MarketState>().Where(state => state.Source == source);

        // In one statement: a process that was held up between reading and writing would lower what another has promised.
        if (await kept.Where(state => state.EngineTime < at).ExecuteUpdateAsync(row => row.SetProperty(state => state.EngineTime, at), cancellationToken) > 0) return;
        if (await kept.AnyAsync(cancellationToken)) return;
        context.Add(new MarketState(source, at));
        await context.SaveChangesAsync(cancellationToken);
    }
}
