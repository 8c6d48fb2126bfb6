using CoinPulse.Core.Time;

namespace CoinPulse.Core.Operations;

/// <summary>A job and its times.</summary>
public sealed record TimetableEntry(string Job, Cadence Cadence);

/// <summary>
/// The jobs of this process that have work, and the clock they go by: the wall's on real prices (a job belongs to the day of people), the engine's in a
/// simulated or replayed market.
/// </summary>
public sealed class Timetable(IReadOnlyList<TimetableEntry> entries, EngineClock engine, TimeProvider wall)
{
    public IReadOnlyList<TimetableEntry> Entries { get; } = entries;

    public bool FollowsEngine => engine.Speed != 1;

    public DateTimeOffset Now => FollowsEngine ? engine.GetUtcNow() : wall.GetUtcNow();

    public TimetableEntry Find(string job) =>
        Entries.FirstOrDefault(entry => entry.Job == job) ?? throw new InvalidOperationException($"No job {job} stands in the timetable.");

    public DateTimeOffset NextRunOf(string job) => Find(job).Cadence.NextAfter(Now);

    /// <summary>The slot that is due, or null when it was begun. A clock that jumped back finds other slots than the last, and so goes on at once.</summary>
    public static DateTimeOffset? Due(Cadence cadence, DateTimeOffset? lastSlot, DateTimeOffset now)
    {
        var slot = cadence.SlotAt(now);
        return slot == lastSlot ? null : slot;
    }
}
