using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Trading.Differences;

/// <summary>Where a person explains what nothing else explains. The owner comes from the session: nobody explains for somebody else.</summary>
public interface IDifferenceDesk
{
    /// <summary>
    /// Writes the note down and has it judged and booked. The same note again gives what became of it and books nothing more. On a process that is not the engine it waits for the
    /// engine to take it, and no longer than <see cref="BooksNote.LongestWait"/>. Not cancelled once it has begun.
    /// </summary>
    /// <param name="address">The network address of the person's request.</param>
    /// <returns>The note, booked or about to be; or why nothing is.</returns>
    Task<Result<BooksNote>> ExplainAsync(UserId owner, NoteDraft draft, string? address);
}

internal sealed class DifferenceDesk(
    IBooksNotes notes, IDifferences differences, ITradingAccounts accounts, IMarketHub hub, NoteClerk clerk, IEngineLease lease, TimeProvider wall) : IDifferenceDesk
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public async Task<Result<BooksNote>> ExplainAsync(UserId owner, NoteDraft draft, string? address)
    {
        try
        {
            if (await notes.FindAsync(owner, draft.Id, CancellationToken.None) is { } handedIn) return await GoOnAsync(handedIn);
            if (NoteRules.Judge(draft) is { } problem) return problem;
            if (await accounts.FindAsync(owner, draft.Account, CancellationToken.None) is not { ClosedAt: null } account || account.Source != hub.Source) return Refused(NoteProblems.NoAccount, draft, 0);

            // What any process can see is not written down to be refused.
            var standing = (await differences.OfAsync(owner, draft.Account, CancellationToken.None)).SingleOrDefault(difference => difference.Asset == draft.Asset);
            if (standing is null) return Refused(NoteProblems.NothingDiffers, draft, 0);
            if (standing.Gap != draft.Gap) return Refused(NoteProblems.Changed, draft, standing.Gap);
            return await GoOnAsync(await notes.WriteAsync(owner, new BooksNote(owner, draft, account.Source, address, wall.GetUtcNow()), CancellationToken.None));
        }
        catch (JournalUnavailableException)
        {
            return Refused(NoteProblems.JournalAway, draft, 0);
        }
    }

    /// <summary>The engine's process judges at once; another waits until the engine has, or until it is too late for it.</summary>
    private async Task<Result<BooksNote>> GoOnAsync(BooksNote note)
    {
        var until = wall.GetUtcNow() + BooksNote.LongestWait;
        while (true)
        {
            note = await TryAsync(note);
            if (!note.IsLive || wall.GetUtcNow() > until) break;
            await Task.Delay(Look, wall, CancellationToken.None);
            note = await notes.ChangeAsync(note.Owner, note.Id, GiveUp, lease: null, CancellationToken.None);
            if (!note.IsLive) break;
        }

        return note.Problem is { } problem ? problem : Result<BooksNote>.Of(note);
    }

    private async Task<BooksNote> TryAsync(BooksNote note)
    {
        if (!note.IsLive || lease.Proof is null) return note;
        try
        {
            return await clerk.CarryOutAsync(note);
        }
        catch (LeaseLostException)
        {
            return note;   // whoever has it now goes on
        }
    }

    private IReadOnlyList<Books.Posting> GiveUp(BooksNote note)
    {
        if (note.IsTooLate(wall.GetUtcNow())) note.Refuse(NoteProblems.NotTaken, null, wall.GetUtcNow());
        return [];
    }

    private static Problem Refused(string code, NoteDraft draft, decimal gapThen) => Problem.Of(code, draft.Asset, draft.Gap, gapThen);
}
