namespace CoinPulse.Core.Markets.Surge.Record;

/// <summary>Hours that nobody looked at: a server that was off, a feed that was silent. They are counted and never filled in afterwards.</summary>
public sealed record SurgeGaps(DateTimeOffset? Since, int Hours, DateTimeOffset? LastFrom, DateTimeOffset? LastUntil)
{
    /// <param name="rounds">Hours that were looked at, oldest first.</param>
    /// <param name="newest">The newest hour that could have been.</param>
    public static SurgeGaps Of(IReadOnlyList<DateTimeOffset> rounds, DateTimeOffset newest)
    {
        if (rounds.Count == 0) return new SurgeGaps(null, 0, null, null);

        var (hours, lastFrom, lastUntil) = (0, (DateTimeOffset?)null, (DateTimeOffset?)null);
        for (var at = 0; at < rounds.Count; at++)
        {
            var next = at + 1 < rounds.Count ? rounds[at + 1] : newest + TimeSpan.FromHours(1);
            var missed = (int)Math.Round((next - rounds[at]).TotalHours) - 1;
            if (missed <= 0) continue;
            (hours, lastFrom, lastUntil) = (hours + missed, rounds[at] + TimeSpan.FromHours(1), next - TimeSpan.FromHours(1));
        }

        return new SurgeGaps(rounds[0], hours, lastFrom, lastUntil);
    }
}
