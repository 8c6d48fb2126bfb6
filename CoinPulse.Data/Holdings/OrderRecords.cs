using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Holdings;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Holdings;

internal sealed class OrderRecords(IDbContextFactory<CoinPulseDbContext> contexts) : IOrderRecords
{
    // Keys in one question; both databases take many more.
    private const int AtOnce = 500;

    // The stream and the comparison tell of the same order at the same moment, often.
    private readonly KeyedGate<AccountId> _writing = new();

    public async Task<int> KeepAsync(UserId owner, AccountId account, IReadOnlyCollection<ExchangeOrder> orders, CancellationToken cancellationToken)
    {
        if (orders.Count == 0) return 0;
        using var turn = await _writing.EnterAsync(account, cancellationToken);
        var changed = 0;
        foreach (var some in orders.Chunk(AtOnce))
        {
            try
            {
                changed += await KeepOnceAsync(owner, account, some, cancellationToken);
            }
            catch (DbUpdateException)
            {
                // Another process was the engine a moment ago and wrote the same order: what it wrote is read, and this is put beside it.
                changed += await KeepOnceAsync(owner, account, some, cancellationToken);
            }
        }

        return changed;
    }

    public async Task LoseAsync(UserId owner, AccountId account, ExchangeOrderId order, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await OrdersOf(context, owner, account).SingleOrDefaultAsync(o => o.Id == order, cancellationToken) is not { } lost) return;
        lost.Lose();
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<OrderRecord>> UnsettledAsync(UserId owner, AccountId account, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await OrdersOf(context, owner, account).AsNoTracking().Where(o => !o.IsSettled).OrderBy(o => o.CreatedAt).ThenBy(o => o.Id).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlySet<ExchangeOrderId>> SettledAsync(UserId owner, AccountId account, IReadOnlyCollection<ExchangeOrderId> among, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var settled = new HashSet<ExchangeOrderId>();
        foreach (var some in among.Chunk(AtOnce))
        {
            settled.UnionWith(await OrdersOf(context, owner, account).Where(o => o.IsSettled && some.Contains(o.Id)).Select(o => o.Id).ToListAsync(cancellationToken));
        }

        return settled;
    }

    public async Task<FoundOrders> FindAsync(UserId owner, AccountId account, RecordQuery query, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var orders = Matching(OrdersOf(context, owner, account).AsNoTracking(), query);
        var total = await orders.CountAsync(cancellationToken);
        var ordered = query.Ascending ? orders.OrderBy(o => o.CreatedAt).ThenBy(o => o.Id) : orders.OrderByDescending(o => o.CreatedAt).ThenBy(o => o.Id);
        var page = await ordered.Skip(query.Skip).Take(query.Take).ToListAsync(cancellationToken);
        var ids = page.Select(o => o.Id).ToList();
        var trades = (await TradesOf(context, owner, account).AsNoTracking().Where(t => ids.Contains(t.Order)).ToListAsync(cancellationToken)).ToLookup(t => t.Order);
        return new FoundOrders([.. page.Select(o => new OrderLine(o, [.. trades[o.Id].OrderBy(t => t.At).ThenBy(t => t.Id, StringComparer.Ordinal)]))], total);
    }

    public async Task<IReadOnlyList<TradeRecord>> TradesAsync(UserId owner, AccountId account, RecordQuery query, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var trades = TradesOf(context, owner, account).AsNoTracking();
        if (query.Market is { } market) trades = trades.Where(t => t.Market == market);
        if (query.Side is { } side) trades = trades.Where(t => t.Side == side);
        if (query.Source is { } source) trades = trades.Where(t => t.Source == source);
        if (query.From is { } from) trades = trades.Where(t => t.On >= from);
        if (query.Through is { } through) trades = trades.Where(t => t.On <= through);
        var ordered = query.Ascending ? trades.OrderBy(t => t.At).ThenBy(t => t.Id).ThenBy(t => t.Side) : trades.OrderByDescending(t => t.At).ThenBy(t => t.Id).ThenBy(t => t.Side);
        return await ordered.Skip(query.Skip).Take(query.Take).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<TradeRecord>> TradesSinceAsync(UserId owner, AccountId account, MarketCode? market, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var trades = TradesOf(context, owner, account).AsNoTracking().Where(t => t.At >= since);
        if (market is { } code) trades = trades.Where(t => t.Market == code);
        return await trades.OrderBy(t => t.At).ThenBy(t => t.Id).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<MarketCode>> MarketsAsync(UserId owner, AccountId account, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var markets = await OrdersOf(context, owner, account).Select(o => o.Market).Distinct().ToListAsync(cancellationToken);
        return [.. markets.Order()];
    }

    private async Task<int> KeepOnceAsync(UserId owner, AccountId account, IReadOnlyCollection<ExchangeOrder> told, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = told.Select(order => order.Id).Distinct().ToList();
        var orders = await OrdersOf(context, owner, account).Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, cancellationToken);
        var trades = (await TradesOf(context, owner, account).Where(t => ids.Contains(t.Order)).ToListAsync(cancellationToken))
            .GroupBy(t => t.Order)
            .ToDictionary(of => of.Key, of => of.ToDictionary(t => t.Id, StringComparer.Ordinal));
        foreach (var order in told)
        {
            if (!orders.TryGetValue(order.Id, out var record)) context.Add(orders[order.Id] = record = new OrderRecord(owner, account, order));
            if (!trades.TryGetValue(order.Id, out var known)) trades[order.Id] = known = new Dictionary<string, TradeRecord>(StringComparer.Ordinal);
            foreach (var trade in order.Trades)
            {
                if (!known.TryGetValue(trade.Id, out var there)) context.Add(known[trade.Id] = new TradeRecord(record, trade));
                else if (order.Executed >= record.Executed && !record.IsSettled) there.Correct(trade.Fee);   // the exchange names one fee for the order
            }

            record.Follow(order, known.Values);
        }

        var changed = context.ChangeTracker.Entries<OrderRecord>().Count(entry => entry.State != EntityState.Unchanged);
        if (context.ChangeTracker.HasChanges()) await context.SaveChangesAsync(cancellationToken);
        return changed;
    }

    private static IQueryable<OrderRecord> OrdersOf(CoinPulseDbContext context, UserId owner, AccountId account) =>
        context.Set<OrderRecord>().Where(o => o.Owner == owner && o.Account == account);

    private static IQueryable<TradeRecord> TradesOf(CoinPulseDbContext context, UserId owner, AccountId account) =>
        context.Set<TradeRecord>().Where(t => t.Owner == owner && t.Account == account);

    private static IQueryable<OrderRecord> Matching(IQueryable<OrderRecord> orders, RecordQuery query)
    {
        if (query.Market is { } market) orders = orders.Where(o => o.Market == market);
        if (query.Side is { } side) orders = orders.Where(o => o.Side == side);
        if (query.Source is { } source) orders = orders.Where(o => o.Source == source);
        if (query.From is { } from && Kst.StartOf(from) is var since) orders = orders.Where(o => o.CreatedAt >= since);
        if (query.Through is { } through && Kst.StartOf(through.AddDays(1)) is var until) orders = orders.Where(o => o.CreatedAt < until);
        return query.Standing switch
        {
            OrderStanding.Open => orders.Where(o => o.State == ExchangeOrderState.Waiting),
            OrderStanding.Traded => orders.Where(o => o.State != ExchangeOrderState.Waiting && (decimal)(object)o.Executed > 0),
            OrderStanding.Cancelled => orders.Where(o => o.State != ExchangeOrderState.Waiting && !((decimal)(object)o.Executed > 0)),
            null => orders,
        };
    }
}
