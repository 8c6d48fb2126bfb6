using System.Buffers.Binary;
using System.Data.Common;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Trading;

internal sealed class BooksStore(IDbContextFactory<CoinPulseDbContext> contexts) : IBooks
{
    // Any number, the same in every process: "book" in ASCII.
    private const int PostingKey = 0x626F6F6B;

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
        var first = entry[0];
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);

        // A process that was the engine may not know yet that it is not any more, and what a person did by hand is no change of a position, whose version would refuse the second.
        await using var transaction = await context.Database.BeginAloneAsync(PostingKey, NumberOf(first.Account), cancellationToken);
        if (await context.Set<Posting>().AnyAsync(p => p.Account == first.Account && p.Reference == first.Reference, cancellationToken)) return;
        context.AddRange(entry);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static int NumberOf(AccountId account) => BinaryPrimitives.ReadInt32BigEndian(account.Value.ToByteArray(bigEndian: true).AsSpan(12));   // its last, random part

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
