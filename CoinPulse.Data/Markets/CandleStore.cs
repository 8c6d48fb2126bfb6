using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Markets;

internal sealed class CandleStore(IDbContextFactory<CandleDbContext> contexts, IDbContextFactory<CoinPulseDbContext> journal, TimeProvider wall) : ICandleStore
{
    // Between two batches the writer of new candles gets its turn.
    private const int BlocksAtOnce = 200;

    // Any number, the same in every process: "cand" in ASCII.
    private const int WritersKey = 0x63616E64;

    public async Task<IReadOnlyList<Candle>> ReadAsync(
        PriceSource source, MarketCode market, CandleUnit unit, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        if (from >= to) return [];

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var blocks = await BlocksAsync(context.Blocks.AsNoTracking(), source, market, unit, from, to, cancellationToken);
        return [.. blocks.SelectMany(block => block.Candles).Where(candle => candle.OpenAt >= from && candle.OpenAt < to)];
    }

    public async Task<KnownSpans> KnownAsync(PriceSource source, MarketCode market, CandleUnit unit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await context.Known.AsNoTracking().SingleOrDefaultAsync(row => row.Source == source && row.Market == market && row.Unit == unit, cancellationToken);
        return known?.Spans ?? KnownSpans.None;
    }

    public async Task AppendAsync(PriceSource source, IReadOnlyList<CandleBatch> batches, LeaseProof? engine, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginAloneAsync(WritersKey, (int)source, cancellationToken);
        foreach (var (market, unit, candles, _) in batches.Where(batch => batch.Candles.Count > 0))
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

        await KnowAsync(context, source, [.. batches.Where(batch => batch.Known is not null)], cancellationToken);
        await context.SaveChangesAsync(cancellationToken);

        // Last, because the lease's row stays locked until the end: a long write must not hold up its renewal.
        if (engine is not null && !await HoldsAsync(context, engine, cancellationToken)) throw new LeaseLostException("Another process is the engine and writes the candles now.");
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<int> DropBeforeForEveryoneAsync(PriceSource source, CandleUnit unit, DateOnly day, CancellationToken cancellationToken)
    {
        // First: what is still stored and no longer known is asked for again, what is known and no longer stored never would be.
        await ForgetBeforeAsync(source, unit, day, cancellationToken);
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

    private static async Task KnowAsync(CandleDbContext context, PriceSource source, IReadOnlyList<CandleBatch> batches, CancellationToken cancellationToken)
    {
        if (batches.Count == 0) return;
        var markets = batches.Select(batch => batch.Market).Distinct().ToList();
        var rows = await context.Known.Where(row => row.Source == source && markets.Contains(row.Market)).ToDictionaryAsync(row => (row.Market, row.Unit), cancellationToken);
        foreach (var (market, unit, _, known) in batches)
        {
            if (!rows.TryGetValue((market, unit), out var row)) context.Add(rows[(market, unit)] = row = new KnownPast(source, market, unit));
            row.Know(known!.Value);
        }
    }

    private async Task ForgetBeforeAsync(PriceSource source, CandleUnit unit, DateOnly day, CancellationToken cancellationToken)
    {
        var moment = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginAloneAsync(WritersKey, (int)source, cancellationToken);
        foreach (var row in await context.Known.Where(row => row.Source == source && row.Unit == unit).ToListAsync(cancellationToken)) row.ForgetBefore(moment);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>
    /// On PostgreSQL inside the transaction that writes. On SQLite candles have a file of their own; there nobody else can be the engine while this process lives (its seat).
    /// </summary>
    private async Task<bool> HoldsAsync(CandleDbContext context, LeaseProof engine, CancellationToken cancellationToken)
    {
        if (context.Database.IsNpgsql()) return await LeaseSql.HoldsAsync(context, engine, wall.GetUtcNow(), cancellationToken);
        await using var main = await journal.CreateDbContextAsync(cancellationToken);
        return await LeaseSql.HoldsAsync(main, engine, wall.GetUtcNow(), cancellationToken);
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
