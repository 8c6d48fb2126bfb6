namespace CoinPulse.Core.Exchanges.Paper;

/// <summary>The commit points of the paper exchange.</summary>
public static class PaperCrashPoint
{
    /// <summary>Decided, nothing written.</summary>
    public const string BeforeCommit = "paper.before-commit";

    /// <summary>Every row is written inside the transaction, which is still open.</summary>
    public const string InsideCommit = "paper.inside-commit";

    /// <summary>Committed; the caller has not been told.</summary>
    public const string AfterCommit = "paper.after-commit";

    /// <summary>The stream has told its subscribers; the caller has not been answered.</summary>
    public const string AfterStream = "paper.after-stream";

    public static IReadOnlyList<string> All { get; } = [BeforeCommit, InsideCommit, AfterCommit, AfterStream];
}
