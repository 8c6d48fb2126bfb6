using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Frames;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Markets;

internal sealed class MarketFrameStore(IDbContextFactory<CoinPulseDbContext> contexts) : IMarketFrameStore
{
    public async Task<MarketFrame?> NewestForEveryoneAsync(PriceSource source, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<MarketFrame>().AsNoTracking().SingleOrDefaultAsync(frame => frame.Source == source, cancellationToken);
    }

    public async Task ShowForEveryoneAsync(MarketFrame frame, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var shown = context.Set<MarketFrame>().Where(kept => kept.Source == frame.Source);
        var replaced = await shown.Where(kept => kept.Fence <= frame.Fence).ExecuteUpdateAsync(
            row => row
                .SetProperty(kept => kept.Fence, frame.Fence)
                .SetProperty(kept => kept.At, frame.At)
                .SetProperty(kept => kept.MinutesFrom, frame.MinutesFrom)
                .SetProperty(kept => kept.Packed, frame.Packed),
            cancellationToken);
        if (replaced > 0 || await shown.AnyAsync(cancellationToken)) return;
        context.Add(frame);
        await context.SaveChangesAsync(cancellationToken);
    }
}
