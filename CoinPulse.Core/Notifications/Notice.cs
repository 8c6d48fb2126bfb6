using System.Security.Cryptography;
using System.Text;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Notifications;

/// <summary>Derived from whom it is told and from what, never drawn by lot: the same thing told again is the same notice.</summary>
public readonly record struct NoticeId(Guid Value) : IGuidId<NoticeId>
{
    public static NoticeId From(Guid value) => new(value);

    /// <param name="source">What happened, by a name that it never shares: <c>audit:…</c>, <c>digest:2026-04-01</c>.</param>
    public static NoticeId For(UserId owner, string source)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{owner.Value:N}|{source}")).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);   // version 8: a name-based id of our own making (RFC 9562)
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new NoticeId(new Guid(hash, bigEndian: true));
    }

    public override string ToString() => Value.ToString("D");
}

/// <summary>One thing that one person is told. It holds no words: those are made in the reader's language from its kind and its facts.</summary>
public sealed class Notice
{
    public const int LongestTarget = 128;

    private static readonly Dictionary<string, string> NoFacts = [];

    private Notice()
    {
    }

    /// <param name="at">Wall time at which it happened.</param>
    /// <param name="target">What it is about, as the audit names it: <c>position:…</c>; the page leads there.</param>
    /// <param name="why">The engine's own reason, where there is one.</param>
    /// <param name="facts">Numbers and names as plain invariant text.</param>
    public Notice(
        UserId owner, string source, NoticeKind kind, DateTimeOffset at, string? target = null, Reason? why = null, IReadOnlyDictionary<string, string>? facts = null)
    {
        (Id, Owner, Kind, Category, At) = (NoticeId.For(owner, source), owner, kind, NoticeKinds.Of(kind).Category, at);
        (Target, Why, Facts) = (target, why, facts ?? NoFacts);
    }

    public NoticeId Id { get; private init; }

    public UserId Owner { get; private init; }

    public NoticeKind Kind { get; private init; }

    public NoticeCategory Category { get; private init; }

    public DateTimeOffset At { get; private init; }

    /// <summary>Wall time at which it came to stand in the centre.</summary>
    public DateTimeOffset ToldAt { get; private set; }

    public DateTimeOffset? ReadAt { get; private set; }

    public string? Target { get; private init; }

    public Reason? Why { get; private init; }

    public IReadOnlyDictionary<string, string> Facts { get; private init; } = NoFacts;

    public bool IsUrgent => NoticeKinds.Of(Kind).IsUrgent;

    public string? Fact(string name) => Facts.GetValueOrDefault(name);

    internal void Tell(DateTimeOffset now) => ToldAt = now;
}
