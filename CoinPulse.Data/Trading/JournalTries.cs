using CoinPulse.Core.Trading;
using CoinPulse.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Trading;

/// <summary>How a row of the journal is written that several may write at once: who comes second looks at what the first has left, and decides again.</summary>
internal static class JournalTries
{
    // The stream, a look, two windows and the person can meet; four times in a row is not bad luck any more.
    private const int Most = 4;

    /// <param name="act">One try from the start; it proves the lease anew.</param>
    /// <param name="away">What could not be done when the database is away.</param>
    /// <exception cref="JournalUnavailableException">The database is away.</exception>
    public static async Task<T> RunAsync<T>(Func<Task<T>> act, string away)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await act();
            }
            catch (Exception fault) when (tries < Most && (StorageFaults.HasSlept(fault) || fault is DbUpdateException raced && PositionStore.IsRace(raced)))
            {
                // Somebody was faster, or may have been.
            }
            catch (Exception fault) when (PositionStore.IsAway(fault))
            {
                throw new JournalUnavailableException(away, fault);
            }
        }
    }
}
