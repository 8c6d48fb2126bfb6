namespace CoinPulse.Core.Imports;

/// <summary>One of the four files as text; the name decides what it is.</summary>
public sealed record LegacyText(string Name, string Text)
{
    public static IReadOnlyDictionary<LegacyFile, string> Names { get; } = new Dictionary<LegacyFile, string>
    {
        [LegacyFile.Config] = "swing_trading_config.json",
        [LegacyFile.ActivePositions] = "active_positions.json",
        [LegacyFile.History] = "position_history.json",
        [LegacyFile.Policies] = "trading_policies.json",
    };
}

/// <summary>What the files say, before anything is written.</summary>
public sealed record LegacyImport(IReadOnlyList<LegacyText> Files, IReadOnlyList<LegacyTrade> Trades, LegacySettingsPlan? Settings, IReadOnlyList<ImportNote> Notes)
{
    /// <summary>Reads whatever files there are; one that is missing or broken takes nothing from the others.</summary>
    public static LegacyImport Read(IReadOnlyList<LegacyText> given)
    {
        var notes = new List<ImportNote>();
        var trades = new LegacyTrades(notes);
        LegacySettingsPlan? settings = null;
        var files = given.Where(file => LegacyText.Names.Values.Contains(file.Name, StringComparer.OrdinalIgnoreCase)).ToList();

        // The history before the open positions: of an id in both, the sale is the truth.
        foreach (var kind in new[] { LegacyFile.Config, LegacyFile.History, LegacyFile.ActivePositions, LegacyFile.Policies })
        {
            if (files.FirstOrDefault(file => string.Equals(file.Name, LegacyText.Names[kind], StringComparison.OrdinalIgnoreCase)) is not { } file)
            {
                notes.Add(ImportNote.Note(kind, null, ImportNotes.FileMissing, LegacyText.Names[kind]));
                continue;
            }

            if (LegacyJson.Parse(file.Text, out var trouble) is not { } root)
            {
                notes.Add(ImportNote.Dropped(kind, null, ImportNotes.FileUnreadable, trouble));
                continue;
            }

            if (LegacyJson.HasNotANumber(file.Text)) notes.Add(ImportNote.Doubtful(kind, null, ImportNotes.NotANumber));
            switch (kind)
            {
                case LegacyFile.Config: settings = new LegacySettings(notes).Read(root); break;
                case LegacyFile.History: trades.ReadHistory(root); break;
                case LegacyFile.ActivePositions: trades.ReadActive(root); break;
                case LegacyFile.Policies: new LegacyPolicies(notes).Read(root); break;
            }
        }

        return new LegacyImport(files, trades.All, settings, notes);
    }
}

/// <summary>What an import did, or would do.</summary>
/// <param name="Added">Trades that were new.</param>
/// <param name="Learned">Trades that were open at an earlier import and have been sold since.</param>
/// <param name="Known">Trades that were there already.</param>
public sealed record ImportReport(bool DryRun, int Added, int Learned, int Known, int Open, bool SettingsApplied, IReadOnlyList<ImportNote> Notes);
