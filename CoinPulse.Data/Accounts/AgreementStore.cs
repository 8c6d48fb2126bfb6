using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Accounts;

internal sealed class AgreementStore(IDbContextFactory<CoinPulseDbContext> contexts, AuditPen pen) : IAgreements
{
    public async Task<IReadOnlyList<AgreementDocument>> MissingToEnterAsync(UserId owner, CancellationToken cancellationToken) =>
        Missing(await HistoryAsync(owner, cancellationToken), AgreementVersions.ToEnter);

    public async Task<bool> HasAgreedToTradingAsync(UserId owner, CancellationToken cancellationToken) =>
        Missing(await HistoryAsync(owner, cancellationToken), Enum.GetValues<AgreementDocument>()).Count == 0;

    public async Task AgreeAsync(
        UserId owner, IReadOnlyList<AgreementDocument> documents, DateTimeOffset at, string? address, CancellationToken cancellationToken)
    {
        try
        {
            await AddMissingAsync(owner, documents, at, address, cancellationToken);
        }
        catch (DbUpdateException refused) when (UniqueKey.IsTaken(refused))
        {
            // A second click was faster. What it left out, if anything, is still to be recorded.
            await AddMissingAsync(owner, documents, at, address, cancellationToken);
        }
    }

    public async Task<IReadOnlyList<AgreementAcceptance>> HistoryAsync(UserId owner, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<AgreementAcceptance>().AsNoTracking()
            .Where(a => a.Owner == owner)
            .OrderByDescending(a => a.At)
            .ToListAsync(cancellationToken);
    }

    private async Task AddMissingAsync(
        UserId owner, IReadOnlyList<AgreementDocument> documents, DateTimeOffset at, string? address, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var before = await context.Set<AgreementAcceptance>().AsNoTracking().Where(a => a.Owner == owner).ToListAsync(cancellationToken);
        foreach (var document in Missing(before, documents))
        {
            var version = AgreementVersions.Current(document);
            context.Add(new AgreementAcceptance(owner, document, version, at, address));
            context.Audit.Add(pen.Own(owner, AuditActs.Agreed, address, new { document = document.ToString(), version }));
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    private static List<AgreementDocument> Missing(IReadOnlyList<AgreementAcceptance> accepted, IReadOnlyList<AgreementDocument> needed) =>
        [.. needed.Where(document => !accepted.Any(a => a.Document == document && a.Version == AgreementVersions.Current(document)))];
}
