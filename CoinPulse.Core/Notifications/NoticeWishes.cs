using CoinPulse.Core.Accounts;

namespace CoinPulse.Core.Notifications;

/// <summary>How a person wants to be told. Who never chose has the defaults of <see cref="NoticeKinds"/>, no quiet hours and no digest.</summary>
public sealed class NoticeWishes
{
    private NoticeWishes()
    {
    }

    public NoticeWishes(UserId owner) => Owner = owner;

    public UserId Owner { get; private init; }

    /// <summary>What differs from the defaults.</summary>
    public IReadOnlyDictionary<NoticeKind, NoticeChannels> Choices { get; private set; } = new Dictionary<NoticeKind, NoticeChannels>();

    public QuietHours? Quiet { get; private set; }

    /// <summary>The hour of the Seoul day at which the digest is written; null for none.</summary>
    public int? DigestHour { get; private set; }

    /// <summary>The Seoul day on which the last digest was written.</summary>
    public DateOnly? DigestedOn { get; private set; }

    public int Version { get; private set; }

    public NoticeChannels ChannelsFor(NoticeKind kind) => Choices.TryGetValue(kind, out var chosen) ? chosen : NoticeKinds.Of(kind).Default;

    public void Choose(NoticeKind kind, NoticeChannels channel, bool wanted)
    {
        if (!NoticeKinds.IsChoosable(kind)) return;
        var now = ChannelsFor(kind);
        Choices = new Dictionary<NoticeKind, NoticeChannels>(Choices) { [kind] = wanted ? now | channel : now & ~channel };
    }

    public void KeepQuiet(QuietHours? hours) => Quiet = hours is { From: >= 0 and < 24, Until: >= 0 and < 24 } or null
        ? hours
        : throw new ArgumentOutOfRangeException(nameof(hours), hours, "Hours go from 0 to 23.");

    public void DigestAt(int? hour) => DigestHour = hour is null or (>= 0 and < 24)
        ? hour
        : throw new ArgumentOutOfRangeException(nameof(hour), hour, "Hours go from 0 to 23.");

    /// <summary>When a notice may be sent: at once, or when quiet ends.</summary>
    public DateTimeOffset NotBefore(Notice notice, DateTimeOffset now) => notice.IsUrgent || notice.Kind == NoticeKind.Digest ? now : Quiet?.EndOf(now) ?? now;

    /// <summary>Whether the digest of a Seoul day is to be written now. A program that was away writes it when it is back, on the same day.</summary>
    public bool IsDigestDue(DateOnly today, int hour) => DigestHour is { } wanted && hour >= wanted && (DigestedOn is not { } last || last < today);

    internal void Digested(DateOnly day) => DigestedOn = day;
}
