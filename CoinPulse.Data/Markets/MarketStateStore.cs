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
        if (await context.Set<MarketState>().SingleOrDefaultAsync(state => state.Source == source, cancellationToken) is { } state)
        {
            state.AdvanceTo(at);
        }
        else
        {
            context.Add(new MarketState(source, at));
        }

        await context.SaveChangesAsync(cancellationToken);
    }
}
