using System.Data.Common;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Exchanges;

/// <summary>
/// The paper exchange's books. The account's row is written first and only on the version that was read, so that it orders all writers of
/// one account, in this process and in others; what comes after it in the transaction cannot race.
/// </summary>
internal sealed class PaperStore(IDbContextFactory<CoinPulseDbContext> contexts, ICrashPoints crashes, TimeProvider wall) : IPaperStore
{
    public Task OpenAsync(UserId owner, PaperAccount account, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Set<PaperAccount>().AnyAsync(a => a.Id == account.Id, cancellationToken)) return true;

        context.Add(account);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (IsOpenByNow(account.Id))
        {
            // Somebody else opened it between the look and the write: that is what was asked for.
        }

        return true;
    });

    // Read without a transaction, because SQLite would make a read wait for the writers: the version tells whether all of it is of one moment.
    public Task<PaperState?> LoadAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        while (true)
        {
            var row = await context.Set<PaperAccount>().AsNoTracking().SingleOrDefaultAsync(a => a.Owner == owner && a.Id == account, cancellationToken);
            if (row is null) return null;

            var coins = await context.Set<PaperBalance>().AsNoTracking().Where(b => b.Owner == owner && b.Account == account).ToListAsync(cancellationToken);
            var resting = await OrdersAsync(
                context,
                context.Set<PaperOrder>().Where(o => o.Owner == owner && o.Account == account && o.State == ExchangeOrderState.Waiting),
                cancellationToken);
            if (await VersionAsync(context, owner, account, cancellationToken) == row.Version) return PaperState.Of(row, coins, resting);
        }
    });

    public Task<int?> VersionAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await VersionAsync(context, owner, account, cancellationToken);
    });

    public Task<PaperCommit> CommitAsync(UserId owner, PaperChange change, LeaseProof? engine, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        crashes.At(PaperCrashPoint.BeforeCommit);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var coin in change.Coins) context.Entry(coin).State = change.IsNew(coin) ? EntityState.Added : EntityState.Modified;
        foreach (var order in change.Orders) context.Entry(order).State = change.IsNew(order) ? EntityState.Added : EntityState.Modified;
        context.AddRange(change.Trades);
        context.AddRange(change.Transfers);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (engine is not null && !await LeaseSql.HoldsAsync(context, engine, wall.GetUtcNow(), cancellationToken)) return PaperCommit.Fenced;
        if (!await WriteAccountAsync(context, owner, change, cancellationToken)) return PaperCommit.Stale;
        if (await AnyKeyIsBurnedAsync(context, owner, change, cancellationToken)) return PaperCommit.DuplicateIdentifier;
        await context.SaveChangesAsync(cancellationToken);

        crashes.At(PaperCrashPoint.InsideCommit);
        await transaction.CommitAsync(cancellationToken);
        crashes.At(PaperCrashPoint.AfterCommit);
        return PaperCommit.Committed;
    });

    public Task<PaperOrder?> FindAsync(UserId owner, AccountId account, ClientOrderId key, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await OrdersAsync(
            context,
            context.Set<PaperOrder>().Where(o => o.Owner == owner && o.Account == account && o.Key == key && o.RefusedBecause == null),
            cancellationToken);
        return found.SingleOrDefault();
    });

    public Task<IReadOnlyList<PaperOrder>> ClosedSinceAsync(UserId owner, AccountId account, DateTimeOffset since, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return await OrdersAsync(
                context,
                context.Set<PaperOrder>()
                    .Where(o => o.Owner == owner && o.Account == account && o.EndedAt >= since && o.RefusedBecause == null)
                    .OrderBy(o => o.EndedAt)
                    .ThenBy(o => o.Number),
                cancellationToken);
        });

    public Task<IReadOnlyList<PaperOrder>> EndedAsync(
        UserId owner, AccountId account, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await OrdersAsync(
            context,
            context.Set<PaperOrder>()
                .Where(o => o.Owner == owner && o.Account == account && o.State != ExchangeOrderState.Waiting && o.CreatedAt >= from && o.CreatedAt < to && o.RefusedBecause == null)
                .OrderBy(o => o.Number),
            cancellationToken);
    });

    public Task<PaperOrder?> FindAsync(UserId owner, AccountId account, ExchangeOrderId id, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await OrdersAsync(
            context, context.Set<PaperOrder>().Where(o => o.Owner == owner && o.Account == account && o.Id == id && o.RefusedBecause == null), cancellationToken);
        return found.SingleOrDefault();
    });

    public Task<IReadOnlyList<PaperTransfer>> TransfersAsync(UserId owner, AccountId account, DateTimeOffset since, CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyList<PaperTransfer>>(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return await context.Set<PaperTransfer>().AsNoTracking()
                .Where(t => t.Owner == owner && t.Account == account && t.At >= since)
                .OrderBy(t => t.At)
                .ThenBy(t => t.Id)
                .ToListAsync(cancellationToken);
        });

    public Task<IReadOnlyList<PaperAccount>> WithRestingOrdersForEveryoneAsync(PriceSource source, CancellationToken cancellationToken) => AskAsync<IReadOnlyList<PaperAccount>>(
        async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return await context.Set<PaperAccount>()
                .AsNoTracking()
                .Where(a => a.Source == source && context.Set<PaperOrder>().Any(o => o.Account == a.Id && o.State == ExchangeOrderState.Waiting))
                .OrderBy(a => a.Id)
                .ToListAsync(cancellationToken);
        });

    private static Task<int?> VersionAsync(CoinPulseDbContext context, UserId owner, AccountId account, CancellationToken cancellationToken) => context
        .Set<PaperAccount>()
        .Where(a => a.Owner == owner && a.Id == account)
        .Select(a => (int?)a.Version)
        .SingleOrDefaultAsync(cancellationToken);

    private static async Task<IReadOnlyList<PaperOrder>> OrdersAsync(CoinPulseDbContext context, IQueryable<PaperOrder> which, CancellationToken cancellationToken)
    {
        var orders = await which.AsNoTracking().ToListAsync(cancellationToken);
        if (orders.Count == 0) return orders;

        var ids = which.Select(order => order.Id);
        var trades = await context.Set<PaperTrade>().AsNoTracking().Where(trade => ids.Contains(trade.Order)).ToListAsync(cancellationToken);
        var byOrder = trades.ToLookup(trade => trade.Order);
        return [.. orders.Select(order => order with { Trades = [.. byOrder[order.Id].OrderBy(trade => trade.Number)] })];
    }

    private static async Task<bool> WriteAccountAsync(CoinPulseDbContext context, UserId owner, PaperChange change, CancellationToken cancellationToken)
    {
        var account = change.Account;
        return await context.Set<PaperAccount>()
            .Where(a => a.Owner == owner && a.Id == account.Id && a.Version == change.ReadVersion)
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(a => a.FreeCash, account.FreeCash)
                    .SetProperty(a => a.LockedCash, account.LockedCash)
                    .SetProperty(a => a.PaidFees, account.PaidFees)
                    .SetProperty(a => a.NetDeposits, account.NetDeposits)
                    .SetProperty(a => a.LastNumber, account.LastNumber)
                    .SetProperty(a => a.Version, account.Version),
                cancellationToken) == 1;
    }

    private static async Task<bool> AnyKeyIsBurnedAsync(CoinPulseDbContext context, UserId owner, PaperChange change, CancellationToken cancellationToken)
    {
        foreach (var key in change.BurnedKeys)
        {
            if (await context.Set<PaperOrder>().AnyAsync(o => o.Owner == owner && o.Account == change.Account.Id && o.Key == key, cancellationToken)) return true;
        }

        return false;
    }

    // An order is answered Unknown when its books do not answer; that is not a bug, so it must not look like one.
    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception failure) when (failure is DbException or DbUpdateException or TimeoutException || StorageFaults.HasSlept(failure))
        {
            throw new PaperStoreUnavailableException("The paper exchange's database did not answer.", failure);
        }
    }

    private bool IsOpenByNow(AccountId account)
    {
        using var context = contexts.CreateDbContext();
        return context.Set<PaperAccount>().Any(a => a.Id == account);
    }
}
