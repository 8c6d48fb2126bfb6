using System.Data.Common;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Trading;

internal sealed class BooksStore(IDbContextFactory<CoinPulseDbContext> contexts) : IBooks
{
    private const int BooksKey = 0x626F6F6B;

    public Task<IReadOnlyList<BookBalance>> BalancesAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => ReadAsync(
        account,
        async context =>
        {
            var sums = await context.Set<Posting>()
                .Where(p => p.Owner == owner && p.Account == account)
                .GroupBy(p => new { p.Line, p.Market })
                .Select(g => new { g.Key.Line, g.Key.Market, Amount = g.Sum(p => (decimal)(object)p.Amount), Coins = g.Sum(p => (decimal)(object)p.Coins) })
                .ToListAsync(cancellationToken);
            return (IReadOnlyList<BookBalance>)[.. sums.Select(s => new BookBalance(s.Line, s.Market, new Krw(s.Amount), new Quantity(s.Coins)))];
        },
        cancellationToken);

    public Task<Quantity> CoinsAsync(UserId owner, AccountId account, MarketCode market, CancellationToken cancellationToken) => ReadAsync(
        account,
        async context => new Quantity(await context.Set<Posting>()
            .Where(p => p.Owner == owner && p.Account == account && p.Line == BookLine.Coins && p.Market == market)
            .SumAsync(p => (decimal)(object)p.Coins, cancellationToken)),
        cancellationToken);

    public async Task<Quantity> BookedAsync(UserId owner, AccountId account, string trade, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var parts = trade + ":";
        var coins = await context.Set<Posting>()
            .Where(p => p.Owner == owner && p.Account == account && p.Line == BookLine.Coins && (p.Reference == trade || p.Reference.StartsWith(parts)))
            .SumAsync(p => (decimal)(object)p.Coins, cancellationToken);
        return new Quantity(Math.Abs(coins));
    }

    public async Task PostAsync(UserId owner, IReadOnlyList<Posting> entry, CancellationToken cancellationToken)
    {
        if (entry.Count == 0) return;
        if (entry.Any(line => line.Owner != owner)) throw new InvalidOperationException("An entry is of one owner.");
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var first = entry[0];
        await AloneAsync(context, first.Account, cancellationToken);
        if (await context.Set<Posting>().AnyAsync(p => p.Account == first.Account && p.Reference == first.Reference, cancellationToken)) return;
        context.AddRange(entry);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>
    /// Until the end of the transaction nobody else looks whether an entry of this account is there. A process that was the engine may not know yet that it is not any more, and what a person did
    /// by hand is no change of a position, whose version would refuse the second. SQLite has one writer by itself.
    /// </summary>
    private static Task AloneAsync(CoinPulseDbContext context, AccountId account, CancellationToken cancellationToken) => context.Database.IsNpgsql()
        ? context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({BooksKey}, hashtext({account.Value.ToString()}))", cancellationToken)
        : Task.CompletedTask;

    private async Task<T> ReadAsync<T>(AccountId account, Func<CoinPulseDbContext, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return await read(context);
        }
        catch (DbException fault)
        {
            throw new JournalUnavailableException($"The books of account {account} could not be read.", fault);
        }
    }
}
