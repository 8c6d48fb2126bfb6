using System.Data;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Invariants;
using CoinPulse.Core.Trading.Journal;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Trading;

internal sealed class InvariantsStore(IDbContextFactory<CoinPulseDbContext> contexts) : IInvariantsStore
{
    private const string Prefix = "account:";

    public async Task<AccountRecord> ReadAsync(UserId owner, AccountId account, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);

        // One picture: on PostgreSQL a snapshot; on SQLite the transaction keeps writers out for these few reads.
        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var positions = await context.Set<Position>().AsNoTracking().Where(p => p.Owner == owner && p.Account == account).ToListAsync(cancellationToken);
        var guards = await context.Set<Guard>().AsNoTracking().Where(g => g.Owner == owner && g.Account == account).ToListAsync(cancellationToken);
        var orders = await context.Set<Intent>().AsNoTracking().Where(i => i.Owner == owner && i.Account == account).ToListAsync(cancellationToken);
        var fills = await context.Set<Fill>().AsNoTracking().Where(f => f.Owner == owner && f.Account == account).ToListAsync(cancellationToken);
        var postings = context.Set<Posting>().Where(p => p.Owner == owner && p.Account == account);
        var entries = await postings.GroupBy(p => p.Entry)
            .Select(g => new { Entry = g.Key, Amount = g.Sum(p => (decimal)(object)p.Amount) })
            .ToListAsync(cancellationToken);
        var lines = await postings.GroupBy(p => new { p.Line, p.Market })
            .Select(g => new { g.Key.Line, g.Key.Market, Amount = g.Sum(p => (decimal)(object)p.Amount), Coins = g.Sum(p => (decimal)(object)p.Coins) })
            .ToListAsync(cancellationToken);
        return new AccountRecord(
            positions,
            guards,
            orders,
            fills,
            entries.ToDictionary(entry => entry.Entry, entry => new Krw(entry.Amount)),
            [.. lines.Select(line => new BookBalance(line.Line, line.Market, new Krw(line.Amount), new Quantity(line.Coins)))]);
    }

    public async Task<IReadOnlyList<HeldAccount>> HeldForEveryoneAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var acts = await context.Set<AuditEntry>().AsNoTracking()
            .Where(e => (e.Act == AuditActs.InvariantViolated || e.Act == AuditActs.InvariantsClean) && e.Target != null && e.Subject != null)
            .Select(e => new { e.Target, e.Subject, e.Act, e.At })
            .ToListAsync(cancellationToken);
        return
        [
            .. acts.GroupBy(act => act.Target!)
                .Select(group => group.MaxBy(act => act.At)!)
                .Where(last => last.Act == AuditActs.InvariantViolated && last.Target!.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(last => new HeldAccount(last.Subject!.Value, new AccountId(Guid.Parse(last.Target.AsSpan(Prefix.Length))))),
        ];
    }
}
