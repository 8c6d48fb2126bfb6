using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Trading;

/// <summary>
/// Positions with everything that must change with them. Each method is one transaction. Where a lease is given, the transaction proves it: a process that has
/// lost it writes nothing.
/// </summary>
public interface IPositionStore
{
    /// <summary>Writes a new position and its entry intent.</summary>
    /// <returns>False when this decision has already been acted on, whatever became of it.</returns>
    /// <exception cref="LeaseLostException">Another process holds the engine now.</exception>
    /// <exception cref="JournalUnavailableException">The database cannot be written (full disk, gone).</exception>
    Task<bool> TryOpenAsync(UserId owner, PositionFile file, LeaseProof? lease, CancellationToken cancellationToken);

    /// <summary>Loads a position, lets <paramref name="change"/> be made, and saves all of it; once more from the start when another process was faster.</summary>
    /// <exception cref="LeaseLostException">Another process holds the engine now.</exception>
    /// <exception cref="JournalUnavailableException">The database cannot be written (full disk, gone). Nothing was saved.</exception>
    Task<T> ChangeAsync<T>(UserId owner, PositionId position, Func<PositionFile, T> change, LeaseProof? lease, CancellationToken cancellationToken);

    /// <exception cref="JournalUnavailableException">The database cannot be read.</exception>
    Task<PositionFile?> FindAsync(UserId owner, PositionId position, CancellationToken cancellationToken);

    /// <summary>The account's positions that are not finished.</summary>
    Task<IReadOnlyList<PositionFile>> LiveAsync(UserId owner, AccountId account, CancellationToken cancellationToken);

    /// <summary>For the start of the engine: every unfinished position of a source, and finished ones with an order whose end is not written down.</summary>
    Task<IReadOnlyList<PositionFile>> LiveForEveryoneAsync(PriceSource source, CancellationToken cancellationToken);

    /// <summary>Positions of a source whose exit has begun and has no order under way: what a person asked for on another process is among them.</summary>
    Task<IReadOnlyList<LeavingPosition>> LeavingForEveryoneAsync(PriceSource source, CancellationToken cancellationToken);

    /// <summary>Keeps the peak and the stop that a guard has reached. Neither ever falls, so a late save does no harm.</summary>
    Task KeepGuardAsync(UserId owner, Guard guard, CancellationToken cancellationToken);
}

/// <summary>A position that wants to be left.</summary>
public readonly record struct LeavingPosition(UserId Owner, AccountId Account, PositionId Id);

/// <summary>The engine's lease has gone to another process: whoever gets this stops sending at once.</summary>
public sealed class LeaseLostException(string message) : Exception(message);

/// <summary>The journal cannot be written. Entries stop; exits go on through the reserve file.</summary>
public sealed class JournalUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
