using CoinPulse.Core.Operations;

namespace CoinPulse.Core.Accounts;

/// <summary>The signed-in devices of people. A request is let in only while its session is open.</summary>
public interface ISignInSessions
{
    /// <summary>Begins a session, with its audit line and the time of the person's last sign-in.</summary>
    Task BeginAsync(UserId owner, SignInSession session, CancellationToken cancellationToken);

    /// <summary>Whether the session is open, its person not locked, and the security stamp still theirs.</summary>
    Task<bool> IsOpenAsync(UserId owner, SessionId session, string securityStamp, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Notes that the device was seen, at most once a minute.</summary>
    Task SeenAsync(UserId owner, SessionId session, DateTimeOffset now, CancellationToken cancellationToken);

    Task<IReadOnlyList<SignInSession>> OpenAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Ends one session with its audit line: <see cref="AuditActs.SignedOut"/> or <see cref="AuditActs.DeviceRevoked"/>.</summary>
    /// <returns>Whether there was an open session of this person to end.</returns>
    Task<bool> EndAsync(UserId owner, SessionId session, string act, DateTimeOffset now, string? address, CancellationToken cancellationToken);

    /// <summary>Ends every session of the person but <paramref name="except"/>, with one audit line.</summary>
    /// <returns>How many sessions were ended.</returns>
    Task<int> EndAllAsync(UserId owner, SessionId? except, DateTimeOffset now, string? address, CancellationToken cancellationToken);

    /// <summary>Deletes the sessions that ended, or were last seen, before a moment.</summary>
    /// <returns>How many went.</returns>
    Task<int> ForgetForEveryoneAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
