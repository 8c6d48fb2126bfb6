namespace CoinPulse.Core.Trading.Journal;

/// <summary>The commit points of the journal, and the two moments beside them at which an order is neither ours nor the exchange's alone.</summary>
public static class JournalCrashPoint
{
    /// <summary>An entry was decided, nothing is written.</summary>
    public const string BeforeOpen = "journal.before-open";

    /// <summary>Position and entry intent are written inside the transaction, which is still open.</summary>
    public const string InsideOpen = "journal.inside-open";

    /// <summary>Committed; nothing is sent.</summary>
    public const string AfterOpen = "journal.after-open";

    /// <summary>A change was asked for, nothing is written.</summary>
    public const string BeforeChange = "journal.before-change";

    /// <summary>Everything that changes is written inside the transaction, which is still open.</summary>
    public const string InsideChange = "journal.inside-change";

    /// <summary>Committed; the caller has not been told.</summary>
    public const string AfterChange = "journal.after-change";

    /// <summary>The intent is on disk and is about to leave.</summary>
    public const string BeforeSend = "journal.before-send";

    /// <summary>The exchange has answered; nothing of it is written.</summary>
    public const string AfterAnswer = "journal.after-answer";

    public static IReadOnlyList<string> All { get; } =
        [BeforeOpen, InsideOpen, AfterOpen, BeforeChange, InsideChange, AfterChange, BeforeSend, AfterAnswer];
}
