using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Trading.Differences;

/// <summary>When a person's word is taken for a difference. Pure; the order of the lines is the policy.</summary>
public static class NoteRules
{
    /// <summary>What can be said of a note before anything is compared.</summary>
    /// <returns>Why it cannot be handed in; null when it can.</returns>
    public static Problem? Judge(NoteDraft draft)
    {
        var code =
            draft.Kind == NoteKind.Other && BooksNote.Words(draft.Text) is null ? NoteProblems.TextMissing
            : BooksNote.Words(draft.Text) is { Length: > BooksNote.LongestText } ? NoteProblems.TextTooLong
            : draft is { Kind: NoteKind.Airdrop, Gap: < 0 } ? NoteProblems.NoAirdrop
            : draft.Gap == 0 ? NoteProblems.NothingDiffers
            : null;
        return code is null ? null : Problem.Of(code, draft.Asset, draft.Gap, draft.Gap);
    }

    /// <summary>Whether the amount that was confirmed is the one that stands, and nothing but a word is left to explain it.</summary>
    /// <param name="gap">What was confirmed.</param>
    /// <param name="standing">What stands after everything was looked for; null when the books agree.</param>
    /// <param name="now">Engine time.</param>
    /// <returns>One of <see cref="NoteProblems"/>; null when it may be booked.</returns>
    public static string? Judge(decimal gap, BooksDifference? standing, DateTimeOffset now) =>
        standing is null ? NoteProblems.NothingDiffers
        : standing.Gap != gap ? NoteProblems.Changed
        : standing.Sought.HasFlag(Sought.TransfersHidden) ? NoteProblems.TransfersHidden
        : !standing.IsSoughtWhole ? NoteProblems.ExchangeAway
        : !standing.HasStoodBy(now) ? NoteProblems.TooFresh
        : null;

    /// <summary>A comparison that proved nothing either way.</summary>
    internal static string Judge(Hindrance hindrance) => hindrance switch
    {
        Hindrance.JournalAway => NoteProblems.JournalAway,
        Hindrance.ExchangeAway => NoteProblems.ExchangeAway,
        Hindrance.Moving => NoteProblems.Moving,
        Hindrance.InFlight => NoteProblems.InFlight,
    };
}
