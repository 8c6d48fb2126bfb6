namespace CoinPulse.Core.Imports;

/// <summary>The four files of the earlier product.</summary>
public enum LegacyFile
{
    Config,
    ActivePositions,
    History,
    Policies,
}

public enum ImportWeight
{
    /// <summary>How something was taken over.</summary>
    Note,

    /// <summary>Taken over, and something about it does not add up.</summary>
    Doubtful,

    /// <summary>Not taken over.</summary>
    Dropped,
}

/// <summary>One line of an import's report: text key <c>Note_{Code}</c> with its facts by place.</summary>
/// <param name="Entry">The entry in the file: an id, a market, a path of settings; null for the whole file.</param>
public sealed record ImportNote(LegacyFile File, string? Entry, ImportWeight Weight, string Code, IReadOnlyList<string> Facts)
{
    public static ImportNote Note(LegacyFile file, string? entry, string code, params string[] facts) => new(file, entry, ImportWeight.Note, code, facts);

    public static ImportNote Doubtful(LegacyFile file, string? entry, string code, params string[] facts) => new(file, entry, ImportWeight.Doubtful, code, facts);

    public static ImportNote Dropped(LegacyFile file, string? entry, string code, params string[] facts) => new(file, entry, ImportWeight.Dropped, code, facts);
}

/// <summary>The codes of an import's report.</summary>
public static class ImportNotes
{
    public const string FileMissing = "FileMissing";
    public const string FileUnreadable = "FileUnreadable";
    public const string FileShape = "FileShape";
    public const string NotANumber = "NotANumber";
    public const string EntryShape = "EntryShape";
    public const string NoMarket = "NoMarket";
    public const string MarketDisagrees = "MarketDisagrees";
    public const string NoId = "NoId";
    public const string NoPriceOrQuantity = "NoPriceOrQuantity";
    public const string NoTime = "NoTime";
    public const string NoSale = "NoSale";
    public const string SoldBeforeBought = "SoldBeforeBought";
    public const string AmountDisagrees = "AmountDisagrees";
    public const string ProfitDisagrees = "ProfitDisagrees";
    public const string StatusDisagrees = "StatusDisagrees";
    public const string ReasonUnknown = "ReasonUnknown";
    public const string TwiceAlike = "TwiceAlike";
    public const string TwiceDifferent = "TwiceDifferent";
    public const string InHistoryToo = "InHistoryToo";
    public const string NotGuarded = "NotGuarded";
    public const string ChangedSince = "ChangedSince";
    public const string PolicyNotCarried = "PolicyNotCarried";
    public const string PoliciesOff = "PoliciesOff";
    public const string SettingTaken = "SettingTaken";
    public const string SettingSame = "SettingSame";
    public const string SettingNowWorks = "SettingNowWorks";
    public const string SettingNotCarried = "SettingNotCarried";
    public const string SettingNotSet = "SettingNotSet";
    public const string SettingNotUnderstood = "SettingNotUnderstood";
    public const string SettingUnknown = "SettingUnknown";
    public const string EmergencyNotBeyondStop = "EmergencyNotBeyondStop";
    public const string SettingsRefused = "SettingsRefused";
    public const string SettingsKept = "SettingsKept";
    public const string NoAccount = "NoAccount";
    public const string StaysOff = "StaysOff";

    public static IReadOnlyList<string> All { get; } =
    [
        FileMissing, FileUnreadable, FileShape, NotANumber, EntryShape, NoMarket, MarketDisagrees, NoId, NoPriceOrQuantity, NoTime, NoSale, SoldBeforeBought, AmountDisagrees,
        ProfitDisagrees, StatusDisagrees, ReasonUnknown, TwiceAlike, TwiceDifferent, InHistoryToo, NotGuarded, ChangedSince, PolicyNotCarried, PoliciesOff, SettingTaken, SettingSame,
        SettingNowWorks, SettingNotCarried, SettingNotSet, SettingNotUnderstood, SettingUnknown, EmergencyNotBeyondStop, SettingsRefused, SettingsKept, NoAccount, StaysOff,
    ];
}
