using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Backfill;
using CoinPulse.Data.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Markets;

internal sealed class BackfillStore(IDbContextFactory<CandleDbContext> contexts) : IBackfillStore
{
    public async Task AskForEveryoneAsync(
        PriceSource source, IReadOnlyCollection<(MarketCode Market, CandleUnit Unit, DateTimeOffset From)> wanted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var (market, unit, from) in wanted)
        {
            // Two processes may write the same first request: who comes second adds to it.
            if (!await TryAskAsync(source, market, unit, from, now, cancellationToken)) await TryAskAsync(source, market, unit, from, now, cancellationToken);
        }
    }

    public async Task<IReadOnlyList<BackfillRequest>> OpenForEveryoneAsync(PriceSource source, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Backfills.AsNoTracking()
            .Where(request => request.Source == source && (request.State == BackfillState.Asked || request.State == BackfillState.Running))
            .OrderBy(request => request.AskedAt)
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<BackfillRequest>> OfMarketsForEveryoneAsync(PriceSource source, IReadOnlyCollection<MarketCode> markets, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Backfills.AsNoTracking().Where(request => request.Source == source && markets.Contains(request.Market)).ToListAsync(cancellationToken);
    }

    public async Task ShowForEveryoneAsync(PriceSource source, MarketCode market, CandleUnit unit, BackfillStatus status, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Backfills
            .Where(request => request.Source == source && request.Market == market && request.Unit == unit && request.From >= status.From)
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(request => request.State, status.State)
                    .SetProperty(request => request.Known, status.Known)
                    .SetProperty(request => request.Wanted, status.Wanted)
                    .SetProperty(request => request.Trouble, status.Trouble),
                cancellationToken);
    }

    private async Task<bool> TryAskAsync(PriceSource source, MarketCode market, CandleUnit unit, DateTimeOffset from, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Backfills.FindAsync([source, market, unit], cancellationToken) is { } asked) asked.AskAgain(from, now);
        else context.Add(new BackfillRequest(source, market, unit, from, now));
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException taken) when (UniqueKey.IsTaken(taken))
        {
            return false;
        }
    }
}
