using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Accounts;

public readonly record struct SessionId(Guid Value) : IGuidId<SessionId>
{
    public static SessionId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>One signed-in device: begun by a sign-in, ended by a sign-out or a revoke, kept afterwards.</summary>
public sealed class SignInSession
{
    public static readonly TimeSpan SeenAtMostEvery = TimeSpan.FromMinutes(1);

    private SignInSession()
    {
    }

    public SignInSession(SessionId id, UserId owner, string device, string? address, DateTimeOffset startedAt) =>
        (Id, Owner, Device, Address, StartedAt, LastSeenAt) = (id, owner, device, address, startedAt, startedAt);

    public SessionId Id { get; private init; }

    public UserId Owner { get; private init; }

    /// <summary>The browser and system in words, such as <c>Chrome · Windows</c>.</summary>
    public string Device { get; private init; } = "";

    public string? Address { get; private init; }

    public DateTimeOffset StartedAt { get; private init; }

    public DateTimeOffset LastSeenAt { get; private init; }

    public DateTimeOffset? EndedAt { get; private init; }
}
