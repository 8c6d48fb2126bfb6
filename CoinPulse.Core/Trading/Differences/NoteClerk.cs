using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Invariants;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Reserve;

namespace CoinPulse.Core.Trading.Differences;

/// <summary>
/// Judges and books notes on the engine's process. Everything that could explain the difference without a word is looked for right then, and while it is, nothing else is
/// compared or booked for the account. What a note needs next is read from its row, so a crash at any moment leaves nothing to remember.
/// </summary>
internal sealed class NoteClerk(
    IBooksNotes notes,
    ITradingAccounts accounts,
    IBooks books,
    IPositionStore positions,
    PositionDesk desk,
    Reconciliation reconciliation,
    OrderSync orders,
    InvariantsCheck invariants,
    EntryGate gate,
    IJournalState journal,
    IEngineLease lease,
    EngineClock clock,
    TimeProvider wall)
{
    private readonly CoinsByHand _coins = new(books, positions, desk, journal);

    /// <returns>The note as it stands then; still live when this process may not go on with it.</returns>
    /// <exception cref="LeaseLostException">Another process holds the engine now; it takes the note up.</exception>
    /// <exception cref="JournalUnavailableException">It is taken up again when the journal is back.</exception>
    public async Task<BooksNote> CarryOutAsync(BooksNote note)
    {
        if (lease.Proof is null || journal.IsAway) return note;
        if (await accounts.FindAsync(note.Owner, note.Account, CancellationToken.None) is not { } account) return note;
        var settled = await reconciliation.AloneAsync(
            account,
            async compare =>
            {
                // Whoever asked beside this has waited at the gate, and finds it done.
                if (await notes.FindAsync(note.Owner, note.Id, CancellationToken.None) is not { IsLive: true } known) return null;
                if (known.State == NoteState.Written) known = await JudgeAsync(account, known, compare);
                if (known.State == NoteState.Begun) known = await TakeAsync(account, known);
                if (known.State == NoteState.Posted) await compare();   // the page and the entries need not wait for the next minute
                return known;
            },
            CancellationToken.None);

        // A check at night found the same difference, and holds the entries until a check finds nothing.
        if (settled is { State: NoteState.Posted } && gate.IsHeld(account.Id)) await invariants.RunAsync(account, clock.GetUtcNow(), CancellationToken.None);
        return settled ?? await notes.FindAsync(note.Owner, note.Id, CancellationToken.None) ?? note;
    }

    private async Task<BooksNote> JudgeAsync(TradingAccount account, BooksNote note, Func<Task<Comparison>> compare)
    {
        if (note.IsTooLate(wall.GetUtcNow())) return await RefuseAsync(note, NoteProblems.NotTaken, null);
        if (account.ClosedAt is not null) return await RefuseAsync(note, NoteProblems.NoAccount, null);

        // A late fill of an order of ours that has ended is found by its own look alone.
        if (await orders.RunAsync(account, CancellationToken.None) is { Failed: > 0 }) return await RefuseAsync(note, NoteProblems.ExchangeAway, null);
        var found = await compare();
        if (found.Hindrance is { } hindrance) return await RefuseAsync(note, NoteRules.Judge(hindrance), null);
        var standing = found.Standing.SingleOrDefault(difference => difference.Asset == note.Asset);
        if (NoteRules.Judge(note.Gap, standing, clock.GetUtcNow()) is { } code) return await RefuseAsync(note, code, standing?.Gap);
        return await notes.ChangeAsync(note.Owner, note.Id, written => Accept(written, standing!), lease.Proof ?? throw new LeaseLostException("The engine has gone elsewhere."), CancellationToken.None);
    }

    /// <summary>What came, and won, is one entry and is booked with the acceptance itself. Coins that went may be of many positions: they follow.</summary>
    private IReadOnlyList<Posting> Accept(BooksNote note, BooksDifference standing)
    {
        if (note.State != NoteState.Written) return [];   // another process was faster
        note.Begin(standing);
        if (note is { Market: not null, Gap: < 0 }) return [];
        note.End(wall.GetUtcNow());
        return note.Market is { } market
            ? Ledger.CoinsCorrected(note.Owner, note.Account, market, note.Coins, note.Cost, note.Reference, clock.GetUtcNow())
            : Ledger.CashCorrected(note.Owner, note.Account, new Krw(note.Gap), note.Reference, clock.GetUtcNow());
    }

    /// <summary>Coins that went: the person's own first, then the engine's. Told again, or after a crash between two parts, only what is missing is booked.</summary>
    private async Task<BooksNote> TakeAsync(TradingAccount account, BooksNote note)
    {
        var market = note.Market!.Value;
        await _coins.TakeAsync(
            account,
            market,
            note.Coins,
            note.Reference,
            proceedsOf: null,
            (part, cost, name) => Ledger.CoinsCorrected(note.Owner, note.Account, market, -part, -cost, name, clock.GetUtcNow()),
            CancellationToken.None);
        if (await books.BookedAsync(note.Owner, note.Account, note.Reference, CancellationToken.None) < note.Coins) return note;   // the journal went away in the middle
        return await notes.ChangeAsync(note.Owner, note.Id, Ended, lease: null, CancellationToken.None);   // it is true whoever holds the engine
    }

    private IReadOnlyList<Posting> Ended(BooksNote note)
    {
        if (note.State == NoteState.Begun) note.End(wall.GetUtcNow());
        return [];
    }

    private Task<BooksNote> RefuseAsync(BooksNote note, string code, decimal? gapThen) => notes.ChangeAsync(
        note.Owner,
        note.Id,
        written =>
        {
            if (written.State == NoteState.Written) written.Refuse(code, gapThen, wall.GetUtcNow());
            return [];
        },
        lease: null,
        CancellationToken.None);
}
