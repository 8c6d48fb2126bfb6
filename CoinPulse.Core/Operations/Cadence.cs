using CoinPulse.Core.Time;

namespace CoinPulse.Core.Operations;

/// <summary>When a job is due: every so many minutes of the hour, or once a day at a time of day in Seoul.</summary>
public sealed record Cadence
{
    private Cadence(int? minutes, TimeOnly? at) => (Minutes, At) = (minutes, at);

    /// <summary>Null for a daily job.</summary>
    public int? Minutes { get; }

    /// <summary>Null for a job of minutes.</summary>
    public TimeOnly? At { get; }

    /// <param name="minutes">Divides the hour, so that it falls on the same minutes of every hour.</param>
    public static Cadence EveryMinutes(int minutes) =>
        minutes > 0 && 60 % minutes == 0 ? new(minutes, null) : throw new ArgumentOutOfRangeException(nameof(minutes), minutes, "It must divide the hour.");

    public static Cadence DailyAt(int hour, int minute) => new(null, new TimeOnly(hour, minute));

    /// <summary>The newest moment of the timetable at or before <paramref name="now"/>: what is due, however late one asks.</summary>
    public DateTimeOffset SlotAt(DateTimeOffset now)
    {
        if (Minutes is { } minutes) return new DateTimeOffset(now.UtcTicks - now.UtcTicks % (minutes * TimeSpan.TicksPerMinute), TimeSpan.Zero);
        var today = Kst.StartOf(Kst.DayOf(now)) + At!.Value.ToTimeSpan();
        return today <= now ? today : today.AddDays(-1);
    }

    public DateTimeOffset NextAfter(DateTimeOffset now) => SlotAt(now) + (Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : TimeSpan.FromDays(1));
}
