using System.Globalization;
using CoinPulse.Core.Operations.Backups;
using CoinPulse.Core.Outcomes;
using CoinPulse.Web.Shared;

namespace CoinPulse.Web.Operations.Admin;

/// <summary>Backups in the reader's language.</summary>
internal static class BackupWords
{
    private const double Thousand = 1_000;

    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    public static string Cause(BackupCause cause) => cause switch
    {
        BackupCause.Nightly => OperationsText.BackupCause_Nightly,
        BackupCause.ByHand => OperationsText.BackupCause_ByHand,
        BackupCause.Migration => OperationsText.BackupCause_Migration,
        BackupCause.Restore => OperationsText.BackupCause_Restore,
    };

    public static string Size(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        for (; size >= Thousand && unit < Units.Length - 1; unit++) size /= Thousand;
        return $"{size.ToString(unit == 0 || size >= 100 ? "N0" : "N1", CultureInfo.CurrentCulture)} {Units[unit]}";
    }

    public static string Check(BackupCheck check) => Figures.Words(
        check.Rehearsed ? OperationsText.BackupRehearsed : OperationsText.BackupOnlyRead, Time(check.Content), check.Content.AllRows.ToString("N0", CultureInfo.CurrentCulture), Keys(check.Content.Keys));

    public static string Restored(BackupContent content) =>
        Figures.Words(OperationsText.BackupRestored, Time(content), content.AllRows.ToString("N0", CultureInfo.CurrentCulture), Keys(content.Keys));

    public static string Problem(Problem problem) => OperationsText.ResourceManager.GetString($"Backup_{problem.Code}", OperationsText.Culture) is { } words
        ? Figures.Words(words, [.. problem.Arguments])
        : problem.ToString();

    private static string Keys(BackedUpKeys keys) => keys switch
    {
        BackedUpKeys.Protected => OperationsText.BackupKeysProtected,
        BackedUpKeys.LeftOut => OperationsText.BackupKeysLeftOut,
    };

    private static string Time(BackupContent content) => Figures.Time(content.TakenAt, precise: true);
}
