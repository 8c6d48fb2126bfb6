using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Core.Trading.Strategies.Swing;

namespace CoinPulse.Core.Imports;

/// <summary>
/// Brings the earlier product's files in for one person. Trades become a record apart; settings go to paper accounts whose swing strategy was never set, and arm
/// nothing. Running it again adds nothing that is there.
/// </summary>
public sealed class LegacyImporter(ILegacyImports imports, ITradingAccounts accounts, AuditPen pen, TimeProvider wall)
{
    public async Task<ImportReport> ImportAsync(UserId owner, IReadOnlyList<LegacyText> files, bool dryRun, CancellationToken cancellationToken)
    {
        var import = LegacyImport.Read(files);
        var notes = import.Notes.ToList();
        var now = wall.GetUtcNow();
        var act = pen.Own(owner, AuditActs.LegacyImported, null, new { Trades = import.Trades.Count, Files = import.Files.Select(file => file.Name) });
        var documents = import.Files.Select(file => ImportedDocument.Of(owner, file.Name, file.Text, now)).ToList();
        var written = await imports.WriteAsync(owner, import.Trades, documents, act, dryRun, cancellationToken);
        notes.AddRange(written.Contradicting.Select(id => ImportNote.Doubtful(LegacyFile.History, id, ImportNotes.ChangedSince)));
        var applied = import.Settings is { } settings && await ApplyAsync(owner, settings, dryRun, notes, cancellationToken);
        return new ImportReport(dryRun, written.Added, written.Learned, written.Known, import.Trades.Count(trade => trade.SoldAt is null), applied, notes);
    }

    /// <summary>A person's own settings are never overwritten, so a second run changes nothing that was changed by hand since.</summary>
    private async Task<bool> ApplyAsync(UserId owner, LegacySettingsPlan plan, bool dryRun, List<ImportNote> notes, CancellationToken cancellationToken)
    {
        var applied = false;
        var paper = (await accounts.OfAsync(owner, cancellationToken)).Where(account => account.Kind == AccountKind.Paper).ToList();
        if (paper.Count == 0) notes.Add(ImportNote.Dropped(LegacyFile.Config, null, ImportNotes.NoAccount));
        foreach (var account in paper)
        {
            if ((await accounts.StrategiesAsync(owner, account.Id, cancellationToken)).Any(setup => setup.Strategy == SwingStrategy.Name))
            {
                notes.Add(ImportNote.Note(LegacyFile.Config, null, ImportNotes.SettingsKept, account.Source.ToString()));
                continue;
            }

            applied = true;
            if (dryRun) continue;
            var json = StrategyCatalog.Offered.Write(SwingStrategy.Name, plan.Swing);
            await accounts.SetRiskAsync(owner, account.Id, plan.Risk, cancellationToken);
            await accounts.SetStrategyAsync(owner, new StrategySetup(account.Id, SwingStrategy.Name, json, Armed: false, WaitsForPerson: false), cancellationToken);
        }

        return applied;
    }
}
