using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;

namespace CoinPulse.Core.Notifications;

/// <summary>A state that lasts, told when it begins and, where somebody waits for that, when it is over.</summary>
/// <param name="Key">Its name: <c>exit:…</c>, <c>job:…</c>.</param>
/// <param name="Since">Wall time at which it was first seen; part of the notice's identity, so that a second time is another notice.</param>
/// <param name="Owner">Whom it concerns; null is the admins.</param>
/// <param name="Ends">What is told when it is over; null for nothing.</param>
public sealed record Condition(string Key, DateTimeOffset Since, UserId? Owner, NoticeKind Begins, NoticeKind? Ends, string? Target, IReadOnlyDictionary<string, string> Facts);

/// <summary>What one round has to tell, kept in one transaction: the notices, how far the audit has been read, what has begun and what is over.</summary>
public sealed record Telling(IReadOnlyList<Notice> Notices)
{
    /// <summary>The audit has been read up to here.</summary>
    public DateTimeOffset? ReadTo { get; init; }

    public IReadOnlyList<Condition> Begun { get; init; } = [];

    public IReadOnlyList<string> Over { get; init; } = [];

    /// <summary>The Seoul day whose digest is among the notices.</summary>
    public DateOnly? DigestOf { get; init; }
}

/// <summary>What the round that tells reads and writes.</summary>
public interface INoticeBook
{
    /// <summary>How far the audit has been read; null when nobody ever did.</summary>
    Task<DateTimeOffset?> ReadToForEveryoneAsync(CancellationToken cancellationToken);

    /// <summary>Audit entries of these acts from a moment on, oldest first.</summary>
    Task<IReadOnlyList<AuditEntry>> ActsForEveryoneAsync(IReadOnlyCollection<string> acts, DateTimeOffset from, int most, CancellationToken cancellationToken);

    Task<IReadOnlyList<Position>> PositionsForEveryoneAsync(IReadOnlyCollection<PositionId> ids, CancellationToken cancellationToken);

    /// <summary>Whether the person signed in before with this device from this address, or never at all.</summary>
    Task<bool> KnowsDeviceAsync(UserId owner, AuditEntry signIn, CancellationToken cancellationToken);

    Task<IReadOnlyList<UserId>> PeopleForEveryoneAsync(bool adminsOnly, CancellationToken cancellationToken);

    /// <summary>Positions of a source whose exit has begun and is not done.</summary>
    Task<IReadOnlyList<Position>> LeavingForEveryoneAsync(PriceSource source, CancellationToken cancellationToken);

    Task<IReadOnlyList<Condition>> StandingForEveryoneAsync(CancellationToken cancellationToken);

    /// <summary>Everybody who wants a digest.</summary>
    Task<IReadOnlyList<NoticeWishes>> DigestsForEveryoneAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Keeps what is told, each notice with its deliveries as its owner wishes, all in one transaction. A notice that is there already is not told again.
    /// </summary>
    /// <param name="offered">Channels that this installation has.</param>
    /// <returns>Who was told something.</returns>
    Task<IReadOnlyList<UserId>> TellForEveryoneAsync(Telling telling, NoticeChannels offered, DateTimeOffset now, CancellationToken cancellationToken);
}
