using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;

namespace CoinPulse.Core.Imports;

/// <summary>What writing trades came to.</summary>
/// <param name="Contradicting">Ids whose stored sale says something else than the file; the stored one stays.</param>
public sealed record ImportWritten(int Added, int Learned, int Known, IReadOnlyList<string> Contradicting);

/// <summary>The earlier product's records of one person.</summary>
public interface ILegacyImports
{
    /// <summary>Writes trades, documents and the audit line in one transaction; a dry run looks and writes nothing.</summary>
    Task<ImportWritten> WriteAsync(
        UserId owner, IReadOnlyList<LegacyTrade> trades, IReadOnlyList<ImportedDocument> documents, AuditEntry act, bool dryRun, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<ImportedTrade>> TradesAsync(UserId owner, CancellationToken cancellationToken);

    Task<IReadOnlyList<ImportedDocument>> DocumentsAsync(UserId owner, CancellationToken cancellationToken);
}
