using CoinPulse.Core.Markets;
using CoinPulse.Data.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Markets;

internal sealed class MarketListStore(IDbContextFactory<CoinPulseDbContext> contexts) : IMarketListStore
{
    public async Task KeepForEveryoneAsync(PriceSource source, DateOnly day, IReadOnlyList<MarketInfo> markets, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Set<MarketListOfDay>().AnyAsync(list => list.Source == source && list.Day == day, cancellationToken)) return;
        context.Add(new MarketListOfDay(source, day, markets));
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException taken) when (UniqueKey.IsTaken(taken))
        {
            // Another process was first; its list is the day's.
        }
    }

    public async Task<IReadOnlyList<MarketInfo>> AsOfForEveryoneAsync(PriceSource source, DateOnly day, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var newest = await context.Set<MarketListOfDay>().AsNoTracking()
            .Where(list => list.Source == source && list.Day <= day)
            .OrderByDescending(list => list.Day)
            .FirstOrDefaultAsync(cancellationToken);
        return newest?.Markets ?? [];
    }

    public async Task<bool> HasSeenForEveryoneAsync(PriceSource source, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<MarketListOfDay>().AnyAsync(list => list.Source == source, cancellationToken);
    }
}
