using System.Globalization;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Rules;

/// <summary>The key of a pocket as it was last looked at. What it may not or will soon not open any more is not bought with.</summary>
/// <param name="Opens">The exchange's last answer was that it opens what it must.</param>
/// <param name="Withdraws">It is known to be able to withdraw.</param>
/// <param name="EndsAt">Null when that was never told.</param>
public sealed record KeyFacts(bool IsThere, bool Opens, bool Withdraws, DateTimeOffset? EndsAt)
{
    /// <summary>A key that ends sooner is renewed first: who buys has to be able to sell.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(14);

    public static KeyFacts Of(StoredKey? key) =>
        key is null ? new KeyFacts(false, false, false, null) : new KeyFacts(true, key.Trouble is null, key.Withdraws == KeyMay.Yes, key.ExpiresAt);

    /// <summary>Why nothing is bought with it; null when nothing speaks against it.</summary>
    /// <param name="settings">Of the strategy that would buy; null for any.</param>
    public Reason? Hold(StrategySettings? settings, DateTimeOffset now)
    {
        if (!IsThere) return Reason.Of(EntryReasons.KeyMissing);
        if (!Opens) return Reason.Of(EntryReasons.KeyBroken);
        if (Withdraws) return Reason.Of(EntryReasons.KeyCanWithdraw);
        if (EndsAt is not { } end) return null;

        var hold = TimeSpan.FromHours(settings?.LongestHoldHours ?? 0);
        return end - now <= (hold > Notice ? hold : Notice)
            ? Reason.Of(EntryReasons.KeyEnds, ("day", Kst.DayOf(end).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))
            : null;
    }
}
