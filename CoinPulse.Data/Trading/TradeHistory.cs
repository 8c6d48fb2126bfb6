using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Strategies;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Trading;

internal sealed class TradeHistory(IDbContextFactory<CoinPulseDbContext> contexts) : ITradeHistory, IExitTimes
{
    public async Task<PositionRecord?> FindAsync(UserId owner, PositionId position, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Set<Position>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == position && p.Owner == owner, cancellationToken) is not { } found) return null;
        return new PositionRecord(
            found,
            await context.Set<Guard>().AsNoTracking().SingleOrDefaultAsync(g => g.Position == position, cancellationToken),
            await context.Set<Intent>().AsNoTracking().Where(i => i.Position == position).OrderBy(i => i.PlannedAt).ThenBy(i => i.Attempt).ToListAsync(cancellationToken),
            await context.Set<Fill>().AsNoTracking().Where(f => f.Position == position).OrderBy(f => f.At).ThenBy(f => f.TradeId).ToListAsync(cancellationToken),
            await context.Set<StopStep>().AsNoTracking().Where(s => s.Position == position).OrderBy(s => s.At).ToListAsync(cancellationToken));
    }

    public async Task<FoundTrades> ClosedAsync(UserId owner, AccountId account, TradeQuery query, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var trades = Matching(context.Set<Position>().AsNoTracking().Where(p => p.Owner == owner && p.Account == account && p.State == PositionState.Closed), query);
        var total = await trades.CountAsync(cancellationToken);
        var won = await trades.CountAsync(p => (decimal)(object)p.Profit > 0, cancellationToken);
        var profit = await trades.SumAsync(p => (decimal)(object)p.Profit, cancellationToken);
        var page = await InOrder(trades, query).Skip(query.Skip).Take(query.Take).ToListAsync(cancellationToken);
        return new FoundTrades(page, total, won, new Krw(profit));
    }

    public async Task<IReadOnlyList<Krw>> ProfitsAsync(UserId owner, AccountId account, StrategyId strategy, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<Position>()
            .Where(p => p.Owner == owner && p.Account == account && p.Strategy == strategy && p.State == PositionState.Closed && p.PlannedAt >= since)
            .OrderBy(p => p.ClosedAt).ThenBy(p => p.Id)
            .Select(p => p.Profit)
            .ToListAsync(cancellationToken);
    }

    public async Task<FoundDecisions> DecisionsAsync(UserId owner, AccountId account, DecisionQuery query, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var decisions = context.Set<Decision>().AsNoTracking().Where(d => d.Owner == owner && d.Account == account);
        if (query.Market is { } market) decisions = decisions.Where(d => d.Market == market);
        if (query.Strategy is { } strategy) decisions = decisions.Where(d => d.Strategy == strategy);
        if (query.Kind is { } kind) decisions = decisions.Where(d => d.Kind == kind);
        if (query.From is { } from && Kst.StartOf(from) is var since) decisions = decisions.Where(d => d.LastAt >= since);
        if (query.Through is { } through && Kst.StartOf(through.AddDays(1)) is var until) decisions = decisions.Where(d => d.FirstAt < until);
        var total = await decisions.CountAsync(cancellationToken);
        var page = await decisions.OrderByDescending(d => d.LastAt).ThenBy(d => d.Id).Skip(query.Skip).Take(query.Take).ToListAsync(cancellationToken);
        return new FoundDecisions(page, total);
    }

    public async Task<IReadOnlyList<MarketCode>> MarketsAsync(UserId owner, AccountId account, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var traded = await context.Set<Position>().Where(p => p.Owner == owner && p.Account == account).Select(p => p.Market).Distinct().ToListAsync(cancellationToken);
        var decided = await context.Set<Decision>().Where(d => d.Owner == owner && d.Account == account).Select(d => d.Market).Distinct().ToListAsync(cancellationToken);
        return [.. traded.Union(decided).OrderBy(market => market.Value, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<ExitStopwatch>> NewestForEveryoneAsync(DateTimeOffset since, int atMost, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var closed = await context.Set<Position>().AsNoTracking()
            .Where(p => p.State == PositionState.Closed && p.ClosedAt >= since)
            .OrderByDescending(p => p.ClosedAt)
            .Take(atMost)
            .ToListAsync(cancellationToken);
        return [.. closed.Select(position => position.Stopwatch).OfType<ExitStopwatch>()];
    }

    private static IQueryable<Position> Matching(IQueryable<Position> trades, TradeQuery query)
    {
        if (query.Market is { } market) trades = trades.Where(p => p.Market == market);
        if (query.Strategy is { } strategy) trades = trades.Where(p => p.Strategy == strategy);
        if (query.Because is { } because) trades = trades.Where(p => p.ClosedBecause == because);
        if (query.Won is { } won) trades = trades.Where(p => (decimal)(object)p.Profit > 0 == won);
        if (query.From is { } from && Kst.StartOf(from) is var since) trades = trades.Where(p => p.ClosedAt >= since);
        if (query.Through is { } through && Kst.StartOf(through.AddDays(1)) is var until) trades = trades.Where(p => p.ClosedAt < until);
        return trades;
    }

    /// <summary>Always down to the id, so that no trade is on two pages or on none.</summary>
    private static IOrderedQueryable<Position> InOrder(IQueryable<Position> trades, TradeQuery query) => (query.Sort, query.Ascending) switch
    {
        (TradeSort.ClosedAt, true) => trades.OrderBy(p => p.ClosedAt).ThenBy(p => p.Id),
        (TradeSort.ClosedAt, false) => trades.OrderByDescending(p => p.ClosedAt).ThenBy(p => p.Id),
        (TradeSort.Profit, true) => trades.OrderBy(p => p.Profit).ThenBy(p => p.Id),
        (TradeSort.Profit, false) => trades.OrderByDescending(p => p.Profit).ThenBy(p => p.Id),
        (TradeSort.Market, true) => trades.OrderBy(p => p.Market).ThenByDescending(p => p.ClosedAt).ThenBy(p => p.Id),
        (TradeSort.Market, false) => trades.OrderByDescending(p => p.Market).ThenByDescending(p => p.ClosedAt).ThenBy(p => p.Id),
    };
}
