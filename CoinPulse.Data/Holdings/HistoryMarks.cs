using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Holdings;
using CoinPulse.Core.Trading;
using CoinPulse.Data.Trading.Differences;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Holdings;

internal sealed class HistoryMarks(IDbContextFactory<CoinPulseDbContext> contexts) : IHistoryMarks
{
    public async Task<HistoryMark?> FindAsync(UserId owner, AccountId account, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<HistoryMark>().AsNoTracking().SingleOrDefaultAsync(m => m.Owner == owner && m.Account == account, cancellationToken);
    }

    public async Task SaveAsync(UserId owner, HistoryMark mark, CancellationToken cancellationToken)
    {
        if (mark.Owner != owner) throw new InvalidOperationException("A mark is of one owner.");
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var isThere = await context.Set<HistoryMark>().AnyAsync(m => m.Account == mark.Account, cancellationToken);
        context.Entry(mark).State = isThere ? EntityState.Modified : EntityState.Added;
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task KeepAsync(UserId owner, AccountId account, IReadOnlyCollection<ExchangeTransfer> transfers, CancellationToken cancellationToken)
    {
        if (transfers.Count == 0) return;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = transfers.Select(transfer => transfer.Id).ToList();
        var known = await context.Set<TransferRecord>().Where(t => t.Owner == owner && t.Account == account && ids.Contains(t.Id)).Select(t => t.Id).ToListAsync(cancellationToken);
        context.AddRange(transfers.Where(transfer => !known.Contains(transfer.Id)).Select(transfer => new TransferRecord(owner, account, transfer)));
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<TransferRecord>> TransfersAsync(UserId owner, AccountId account, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var told = await context.Set<TransferRecord>().AsNoTracking().Where(t => t.Owner == owner && t.Account == account && t.At >= since).ToListAsync(cancellationToken);
        var noted = await NoteStore.Posted(context, owner, account, since).ToListAsync(cancellationToken);
        return [.. told.Concat(noted.Select(note => new TransferRecord(note))).OrderBy(t => t.At).ThenBy(t => t.Id, StringComparer.Ordinal)];
    }
}
