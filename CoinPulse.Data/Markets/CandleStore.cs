using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Markets;

internal sealed class CandleStore(IDbContextFactory<CandleDbContext> contexts) : ICandleStore
{
    // Between two batches the writer of new candles gets its turn.
    private const int BlocksAtOnce = 200;

    public async Task<IReadOnlyList<Candle>> ReadAsync(
        PriceSource source, MarketCode market, CandleUnit unit, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        if (from >= to) return [];

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var blocks = await BlocksAsync(context.Blocks.AsNoTracking(), source, market, unit, from, to, cancellationToken);
        return [.. blocks.SelectMany(block => block.Candles).Where(candle => candle.OpenAt >= from && candle.OpenAt < to)];
    }

    public async Task AppendAsync(PriceSource source, IReadOnlyList<CandleBatch> batches, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var (market, unit, candles) in batches.Where(batch => batch.Candles.Count > 0))
        {
            var (first, last) = (candles.Min(candle => candle.OpenAt), candles.Max(candle => candle.OpenAt));
            var stored = await BlocksAsync(context.Blocks, source, market, unit, first, last.AddTicks(1), cancellationToken);
            var byBegin = stored.ToDictionary(block => block.Begins);
            foreach (var stretch in candles.GroupBy(candle => CandleBlock.BeginOf(unit, candle.OpenAt)))
            {
                if (!byBegin.TryGetValue(stretch.Key, out var block)) context.Add(block = new CandleBlock(source, market, unit, stretch.Key));
                block.Take(stretch);
            }
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<int> DropBeforeForEveryoneAsync(PriceSource source, CandleUnit unit, DateOnly day, CancellationToken cancellationToken)
    {
        var gone = 0;
        while (true)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var batch = await context.Blocks
                .Where(block => block.Source == source && block.Unit == unit && block.Ends <= day)
                .OrderBy(block => block.Begins)
                .Take(BlocksAtOnce)
                .ExecuteDeleteAsync(cancellationToken);
            gone += batch;
            if (batch < BlocksAtOnce) return gone;
        }
    }

    private static Task<List<CandleBlock>> BlocksAsync(
        IQueryable<CandleBlock> blocks, PriceSource source, MarketCode market, CandleUnit unit, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var (first, last) = (CandleBlock.BeginOf(unit, from), CandleBlock.BeginOf(unit, to.AddTicks(-1)));
        return blocks
            .Where(block => block.Source == source && block.Market == market && block.Unit == unit && block.Begins >= first && block.Begins <= last)
            .OrderBy(block => block.Begins)
            .ToListAsync(cancellationToken);
    }
}
