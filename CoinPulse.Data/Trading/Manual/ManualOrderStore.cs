using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Manual;
using CoinPulse.Data.Operations;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Trading.Manual;

internal sealed class ManualOrderStore(IDbContextFactory<CoinPulseDbContext> contexts, AuditPen pen, TimeProvider wall, ICrashPoints? crashes = null) : IManualOrders
{
    private readonly ICrashPoints _crashes = crashes ?? new NoCrashPoints();

    public Task<int> NextNumberAsync(UserId owner, AccountId account, MarketCode market, CancellationToken cancellationToken) => ReadAsync(
        async context => (await context.Set<ManualOrder>()
            .Where(o => o.Owner == owner && o.Account == account && o.Market == market)
            .MaxAsync(o => (int?)o.Number, cancellationToken) ?? 0) + 1,
        cancellationToken);

    public Task<ManualOrder> PlanAsync(UserId owner, ManualOrder order, CancellationToken cancellationToken)
    {
        if (order.Owner != owner) throw new InvalidOperationException($"Order {order.Key} is not of {owner}.");
        return JournalTries.RunAsync(() => PlanOnceAsync(owner, order, cancellationToken), $"Order {order.Key} could not be written.");
    }

    public Task<T> ChangeAsync<T>(UserId owner, ClientOrderId key, Func<ManualOrder, T> change, LeaseProof? lease, CancellationToken cancellationToken) =>
        JournalTries.RunAsync(() => ChangeOnceAsync(owner, key, change, lease, cancellationToken), $"Order {key} could not be read or written.");

    public Task<ManualOrder?> FindAsync(UserId owner, ClientOrderId key, CancellationToken cancellationToken) =>
        ReadAsync(context => context.Set<ManualOrder>().SingleOrDefaultAsync(o => o.Owner == owner && o.Key == key, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<ManualOrder>> LiveAsync(UserId owner, AccountId account, CancellationToken cancellationToken) =>
        ListAsync(all => all.Where(o => o.Owner == owner && o.Account == account && o.IsLive).OrderBy(o => o.PlannedAt), cancellationToken);

    public Task<IReadOnlyList<ManualOrder>> NewestAsync(UserId owner, AccountId account, MarketCode market, int count, CancellationToken cancellationToken) =>
        ListAsync(all => all.Where(o => o.Owner == owner && o.Account == account && o.Market == market).OrderByDescending(o => o.Number).Take(count), cancellationToken);

    public Task<IReadOnlyList<ManualOrder>> LiveForEveryoneAsync(PriceSource source, CancellationToken cancellationToken) =>
        ListAsync(all => all.Where(o => o.Source == source && o.IsLive).OrderBy(o => o.PlannedAt), cancellationToken);

    private async Task<ManualOrder> PlanOnceAsync(UserId owner, ManualOrder order, CancellationToken cancellationToken)
    {
        _crashes.At(JournalCrashPoint.BeforeOpen);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var standing = await context.Set<ManualOrder>().SingleOrDefaultAsync(o => o.Owner == owner && o.Key == order.Key, cancellationToken)
            ?? await context.Set<ManualOrder>().SingleOrDefaultAsync(o => o.Owner == owner && o.Account == order.Account && o.Market == order.Market && o.Number == order.Number, cancellationToken);
        if (standing is not null) return standing;
        context.Add(order);
        var details = new { Side = order.Side.ToString(), Kind = order.Kind.ToString(), Limit = order.Limit?.ToString(), Quantity = order.Quantity?.ToString(), Funds = order.Funds?.ToString() };
        context.Add(pen.Entry(owner, owner, AuditActs.OrderedByHand, $"order:{order.Key}", order.Market.Value, details, null));
        await context.SaveChangesAsync(cancellationToken);
        _crashes.At(JournalCrashPoint.InsideOpen);
        await transaction.CommitAsync(cancellationToken);
        _crashes.At(JournalCrashPoint.AfterOpen);
        return order;
    }

    private async Task<T> ChangeOnceAsync<T>(UserId owner, ClientOrderId key, Func<ManualOrder, T> change, LeaseProof? lease, CancellationToken cancellationToken)
    {
        _crashes.At(JournalCrashPoint.BeforeChange);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);

        // On the transaction's own connection, so that nobody can take the lease between this and the commit.
        if (lease is not null && !await LeaseSql.HoldsAsync(context, lease, wall.GetUtcNow(), cancellationToken)) throw new LeaseLostException($"The lease {lease.Name} is no longer ours.");
        var order = await context.Set<ManualOrder>().SingleOrDefaultAsync(o => o.Owner == owner && o.Key == key, cancellationToken)
            ?? throw new InvalidOperationException($"There is no order {key} of {owner}.");
        var wasAsked = order.CancelAskedAt;
        var result = change(order);
        if (wasAsked is null && order.CancelAskedAt is not null) context.Add(pen.Entry(owner, owner, AuditActs.CancelledByHand, $"order:{key}", order.Market.Value, null, null));
        if (context.ChangeTracker.HasChanges()) await context.SaveChangesAsync(cancellationToken);
        _crashes.At(JournalCrashPoint.InsideChange);
        await transaction.CommitAsync(cancellationToken);
        _crashes.At(JournalCrashPoint.AfterChange);
        return result;
    }

    private Task<IReadOnlyList<ManualOrder>> ListAsync(Func<IQueryable<ManualOrder>, IQueryable<ManualOrder>> which, CancellationToken cancellationToken) =>
        ReadAsync(async context => (IReadOnlyList<ManualOrder>)await which(context.Set<ManualOrder>()).AsNoTracking().ToListAsync(cancellationToken), cancellationToken);

    private async Task<T> ReadAsync<T>(Func<CoinPulseDbContext, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return await read(context);
        }
        catch (Exception fault) when (PositionStore.IsAway(fault))
        {
            throw new JournalUnavailableException("Orders by hand could not be read.", fault);
        }
    }
}
