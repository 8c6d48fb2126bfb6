using CoinPulse.Core.Time;

namespace CoinPulse.Core.Notifications;

/// <summary>Hours of the Seoul day in which nothing that can wait is sent. They may lie over midnight; the same hour twice is no quiet at all.</summary>
/// <param name="From">The hour at which it becomes quiet, 0 to 23.</param>
/// <param name="Until">The hour at which it ends.</param>
public sealed record QuietHours(int From, int Until)
{
    /// <summary>When quiet ends, if it is quiet at <paramref name="now"/>; else null.</summary>
    public DateTimeOffset? EndOf(DateTimeOffset now)
    {
        if (From == Until) return null;
        var day = Kst.DayOf(now);
        var (hour, midnight) = (Kst.In(now).Hour, Kst.StartOf(day));
        if (From < Until) return hour >= From && hour < Until ? midnight.AddHours(Until) : null;
        if (hour < Until) return midnight.AddHours(Until);
        return hour >= From ? midnight.AddDays(1).AddHours(Until) : null;
    }
}
