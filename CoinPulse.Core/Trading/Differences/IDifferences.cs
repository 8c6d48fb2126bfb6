using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Trading.Differences;

/// <summary>One line that a comparison found, with what a coin of it is worth now.</summary>
public sealed record FoundDifference(TieOutDifference Line, Price? Worth);

/// <summary>What of an account's books nothing explains.</summary>
public interface IDifferences
{
    /// <summary>What stands, won first.</summary>
    Task<IReadOnlyList<BooksDifference>> OfAsync(UserId owner, AccountId account, CancellationToken cancellationToken);

    /// <summary>A comparison was made: what it found stands, and what it did not find is over.</summary>
    /// <returns>What stands now, won first.</returns>
    Task<IReadOnlyList<BooksDifference>> KeepAsync(
        UserId owner, AccountId account, IReadOnlyList<FoundDifference> found, Sought sought, DateTimeOffset at, CancellationToken cancellationToken);
}

/// <summary>What people have said of differences.</summary>
public interface IBooksNotes
{
    /// <returns>The note of this name as it is on disk: the one given, or the one that was written before it.</returns>
    /// <exception cref="JournalUnavailableException">The database cannot be written.</exception>
    Task<BooksNote> WriteAsync(UserId owner, BooksNote note, CancellationToken cancellationToken);

    /// <summary>
    /// Loads a note, lets <paramref name="change"/> be made, and saves it in one transaction with the postings that the change gives and, when it is accepted, with its line of the audit; once more from
    /// the start when another process was faster.
    /// </summary>
    /// <exception cref="LeaseLostException">Another process holds the engine now.</exception>
    /// <exception cref="JournalUnavailableException">The database cannot be written. Nothing was saved.</exception>
    Task<BooksNote> ChangeAsync(UserId owner, NoteId note, Func<BooksNote, IReadOnlyList<Posting>> change, LeaseProof? lease, CancellationToken cancellationToken);

    /// <returns>Null when this owner has written no such note.</returns>
    Task<BooksNote?> FindAsync(UserId owner, NoteId note, CancellationToken cancellationToken);

    /// <summary>What was booked for what happened since a moment; oldest first.</summary>
    Task<IReadOnlyList<BooksNote>> PostedAsync(UserId owner, AccountId account, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Notes of a source that have not ended, oldest first.</summary>
    Task<IReadOnlyList<BooksNote>> LiveForEveryoneAsync(PriceSource source, CancellationToken cancellationToken);
}
