using CoinPulse.Core.Accounts;
using CoinPulse.Core.Imports;
using CoinPulse.Core.Operations;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Imports;

internal sealed class LegacyImportStore(IDbContextFactory<CoinPulseDbContext> contexts, TimeProvider wall) : ILegacyImports
{
    public async Task<ImportWritten> WriteAsync(
        UserId owner, IReadOnlyList<LegacyTrade> trades, IReadOnlyList<ImportedDocument> documents, AuditEntry act, bool dryRun, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await context.Set<ImportedTrade>().Where(trade => trade.Owner == owner).ToDictionaryAsync(trade => trade.Id, cancellationToken);
        var (added, learned, known, contradicting) = (0, 0, 0, new List<string>());
        foreach (var trade in trades)
        {
            if (!stored.TryGetValue(ImportedTradeId.For(owner, trade.ExternalId), out var there))
            {
                context.Add(new ImportedTrade(owner, trade, wall.GetUtcNow()));
                added++;
            }
            else if (there.Says(trade))
            {
                known++;
            }
            else if (there.Learn(trade))
            {
                learned++;
            }
            else
            {
                known++;
                contradicting.Add(trade.ExternalId);
            }
        }

        var kept = await context.Set<ImportedDocument>().Where(document => document.Owner == owner).Select(document => new { document.Name, document.Hash }).ToListAsync(cancellationToken);
        var fresh = documents.Where(document => document.Owner == owner && !kept.Exists(k => k.Name == document.Name && k.Hash == document.Hash)).ToList();
        context.AddRange(fresh);
        if (!dryRun && (added > 0 || learned > 0 || fresh.Count > 0))
        {
            context.Add(act);
            await context.SaveChangesAsync(cancellationToken);
        }

        return new ImportWritten(added, learned, known, contradicting);
    }

    public async Task<IReadOnlyList<ImportedTrade>> TradesAsync(UserId owner, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<ImportedTrade>().AsNoTracking().Where(trade => trade.Owner == owner).OrderByDescending(trade => trade.BoughtAt).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<ImportedDocument>> DocumentsAsync(UserId owner, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<ImportedDocument>().AsNoTracking().Where(document => document.Owner == owner).OrderBy(document => document.ImportedAt).ToListAsync(cancellationToken);
    }
}
