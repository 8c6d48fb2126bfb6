using System.Globalization;
using CoinPulse.Core.Imports;

namespace CoinPulse.Web.Imports;

/// <summary>An import's report in the reader's language, for the page and for the command line.</summary>
public static class ImportWords
{
    public static string Sentence(ImportNote note)
    {
        var text = ImportText.ResourceManager.GetString($"Note_{note.Code}", CultureInfo.CurrentUICulture);
        return text is null ? $"{note.Code} ({string.Join(", ", note.Facts)})" : string.Format(CultureInfo.CurrentCulture, text, note.Facts.ToArray<object>());
    }

    public static string Weight(ImportWeight weight) => weight switch
    {
        ImportWeight.Note => ImportText.WeightNote,
        ImportWeight.Doubtful => ImportText.WeightDoubtful,
        ImportWeight.Dropped => ImportText.WeightDropped,
    };

    public static string Summary(ImportReport report) => string.Format(
        CultureInfo.CurrentCulture, report.DryRun ? ImportText.SummaryDry : ImportText.SummaryDone, report.Added, report.Learned, report.Known, report.Open);

    public static string Settings(ImportReport report) => report switch
    {
        { SettingsApplied: false } => ImportText.SettingsNotApplied,
        { DryRun: true } => ImportText.SettingsWouldApply,
        _ => ImportText.SettingsApplied,
    };
}
