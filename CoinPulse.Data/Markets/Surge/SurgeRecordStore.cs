using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Surge;
using CoinPulse.Core.Markets.Surge.Record;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Markets.Surge;

internal sealed class SurgeRecordStore(IDbContextFactory<CoinPulseDbContext> contexts) : ISurgeRecord
{
    public async Task<SurgeBoard?> BoardAsync(PriceSource source, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Set<SurgeBoardRow>().AsNoTracking().SingleOrDefaultAsync(board => board.Source == source, cancellationToken);
        return row is null ? null : new SurgeBoard(source, row.ScannedAt, row.DecidedAt, [.. row.Markets.Select(market => market.Scored())]);
    }

    public async Task KeepAsync(SurgeBoard board, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);

        // Between two hours only the time of the look changes; the scores need not be written again.
        var touched = await context.Set<SurgeBoardRow>()
            .Where(row => row.Source == board.Source && row.DecidedAt == board.DecidedAt && row.Count == board.Markets.Count)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.ScannedAt, board.ScannedAt), cancellationToken);
        if (touched > 0) return;

        var kept = await context.Set<SurgeBoardRow>().SingleOrDefaultAsync(row => row.Source == board.Source, cancellationToken);
        if (kept is null) context.Add(kept = new SurgeBoardRow { Source = board.Source });
        (kept.ScannedAt, kept.DecidedAt, kept.Count) = (board.ScannedAt, board.DecidedAt, board.Markets.Count);
        kept.Markets = [.. board.Markets.Select(StoredMarket.Of)];
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<SurgeStanding> StandingAsync(PriceSource source, DateTimeOffset since, DateOnly day, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var calls = context.Set<SurgeCall>().Where(call => call.Source == source && call.Rule == SurgeRules.Version);
        var called = await calls
            .Where(call => call.Predictor != SurgePredictor.Everything && call.DecidedAt > since)
            .Select(call => new { call.Predictor, call.Market })
            .ToListAsync(cancellationToken);
        var sampled = await calls.AnyAsync(call => call.Predictor == SurgePredictor.Everything && call.On == day, cancellationToken);
        return new SurgeStanding(called.Select(call => (call.Predictor, call.Market)).ToHashSet(), sampled);
    }

    public async Task<bool> TryWriteAsync(SurgeRound round, IReadOnlyList<SurgeCall> calls, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await IsWrittenAsync(context, round, cancellationToken)) return false;
        context.Add(round);
        context.AddRange(calls);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            if (await IsWrittenAsync(context, round, CancellationToken.None)) return false;   // another process was faster
            throw;
        }
    }

    public async Task<IReadOnlyList<SurgeCall>> DueAsync(PriceSource source, DateTimeOffset endedBy, int count, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<SurgeCall>().AsNoTracking()
            .Where(call => call.Source == source && call.DueAt <= endedBy && !context.Set<SurgeOutcome>().Any(outcome => outcome.Call == call.Id))
            .OrderBy(call => call.DueAt)
            .ThenBy(call => call.Market)
            .Take(count)
            .ToListAsync(cancellationToken);
    }

    public async Task<int> SettleAsync(IReadOnlyList<SurgeOutcome> outcomes, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = outcomes.Select(outcome => outcome.Call).ToList();
        var settled = await context.Set<SurgeOutcome>().Where(outcome => ids.Contains(outcome.Call)).Select(outcome => outcome.Call).ToListAsync(cancellationToken);
        var fresh = outcomes.ExceptBy(settled, outcome => outcome.Call).ToList();
        context.AddRange(fresh);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return fresh.Count;
        }
        catch (DbUpdateException) when (fresh.Count > 0)
        {
            // Two processes settled at once; candles give both the same answer, so the one that is there stands.
            var ofThese = await context.Set<SurgeOutcome>().AsNoTracking().CountAsync(outcome => ids.Contains(outcome.Call), CancellationToken.None);
            if (ofThese > settled.Count) return 0;
            throw;
        }
    }

    public async Task<IReadOnlyList<SurgeTally>> TallyAsync(PriceSource source, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var counts = await context.Set<SurgeOutcome>()
            .Where(outcome => outcome.Source == source && outcome.Rule == SurgeRules.Version)
            .GroupBy(outcome => new { outcome.Predictor, outcome.On, outcome.Result })
            .Select(group => new { group.Key.Predictor, group.Key.On, group.Key.Result, Count = group.Count(), Sum = group.Sum(outcome => (decimal)(object)outcome.Exit) })
            .ToListAsync(cancellationToken);
        return [.. counts.OrderBy(count => count.On).Select(count => new SurgeTally(count.Predictor, count.On, count.Result, count.Count, count.Sum))];
    }

    public async Task<IReadOnlyDictionary<SurgePredictor, int>> WaitingAsync(PriceSource source, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<SurgeCall>()
            .Where(call => call.Source == source && call.Rule == SurgeRules.Version && !context.Set<SurgeOutcome>().Any(outcome => outcome.Call == call.Id))
            .GroupBy(call => call.Predictor)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(count => count.Key, count => count.Count, cancellationToken);
    }

    public async Task<IReadOnlyList<DateTimeOffset>> RoundsAsync(PriceSource source, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<SurgeRound>()
            .Where(round => round.Source == source && round.DecidedAt >= since)
            .OrderBy(round => round.DecidedAt)
            .Select(round => round.DecidedAt)
            .ToListAsync(cancellationToken);
    }

    public async Task<SurgeRecordPage> CallsAsync(
        PriceSource source, SurgePredictor predictor, MarketCode? market, int skip, int take, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var calls = context.Set<SurgeCall>().AsNoTracking().Where(call => call.Source == source && call.Predictor == predictor);
        if (market is { } one) calls = calls.Where(call => call.Market == one);

        var total = await calls.CountAsync(cancellationToken);
        var page = await calls.OrderByDescending(call => call.DecidedAt).ThenBy(call => call.Market).Skip(skip).Take(take).ToListAsync(cancellationToken);
        var ids = page.Select(call => call.Id).ToList();
        var outcomes = await context.Set<SurgeOutcome>().AsNoTracking().Where(outcome => ids.Contains(outcome.Call)).ToDictionaryAsync(outcome => outcome.Call, cancellationToken);
        return new SurgeRecordPage([.. page.Select(call => new SurgeRecordLine(call, outcomes.GetValueOrDefault(call.Id)))], total);
    }

    private static Task<bool> IsWrittenAsync(CoinPulseDbContext context, SurgeRound round, CancellationToken cancellationToken) =>
        context.Set<SurgeRound>().AsNoTracking().AnyAsync(written => written.Source == round.Source && written.DecidedAt == round.DecidedAt, cancellationToken);
}
