namespace CoinPulse.Core.Trading.Differences;

/// <summary>The codes of why a note is not accepted; each has a text <c>Problem_{Code}</c>. The arguments are the asset, the gap that was confirmed, and the one that stands.</summary>
public static class NoteProblems
{
    public const string TextMissing = "NoteTextMissing";

    public const string TextTooLong = "NoteTextTooLong";

    /// <summary>What is missing was not given.</summary>
    public const string NoAirdrop = "NoteNoAirdrop";

    /// <summary>The account is not open any more, or not on the prices of now.</summary>
    public const string NoAccount = "NoteNoAccount";

    /// <summary>It has been explained meanwhile: by a trade, a transfer or another note.</summary>
    public const string NothingDiffers = "NoteNothingDiffers";

    /// <summary>Another amount stands than was confirmed.</summary>
    public const string Changed = "NoteChanged";

    /// <summary>It has not stood for <see cref="BooksDifference.LeastStanding"/>.</summary>
    public const string TooFresh = "NoteTooFresh";

    /// <summary>An order of the account is under way, or nobody knows its fate: the difference may be its.</summary>
    public const string InFlight = "NoteInFlight";

    /// <summary>Something moved while the books were compared.</summary>
    public const string Moving = "NoteMoving";

    public const string ExchangeAway = "NoteExchangeAway";

    /// <summary>The key may not see deposits and withdrawals: what may be one is not taken on a word.</summary>
    public const string TransfersHidden = "NoteTransfersHidden";

    /// <summary>Nobody can say whether it was written down; the same note again tells.</summary>
    public const string JournalAway = "NoteJournalAway";

    /// <summary>No engine has judged it in its time.</summary>
    public const string NotTaken = "NoteNotTaken";

    public static IReadOnlyList<string> All { get; } =
    [
        TextMissing, TextTooLong, NoAirdrop, NoAccount, NothingDiffers, Changed, TooFresh, InFlight, Moving, ExchangeAway, TransfersHidden, JournalAway, NotTaken,
    ];
}
