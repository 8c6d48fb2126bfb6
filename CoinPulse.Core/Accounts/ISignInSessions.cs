namespace CoinPulse.Core.Accounts;

/// <summary>The signed-in devices of people. A request is let in only while its session is open.</summary>
public interface ISignInSessions
{
    Task BeginAsync(UserId owner, SignInSession session, CancellationToken cancellationToken);

    /// <summary>Whether the session is open, its person not locked, and the security stamp still theirs.</summary>
    Task<bool> IsOpenAsync(UserId owner, SessionId session, string securityStamp, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Notes that the device was seen, at most once a minute.</summary>
    Task SeenAsync(UserId owner, SessionId session, DateTimeOffset now, CancellationToken cancellationToken);

    Task<IReadOnlyList<SignInSession>> OpenAsync(UserId owner, CancellationToken cancellationToken);

    /// <returns>Whether there was an open session of this person to end.</returns>
    Task<bool> EndAsync(UserId owner, SessionId session, DateTimeOffset now, CancellationToken cancellationToken);

    /// <returns>How many sessions were ended.</returns>
    Task<int> EndAllAsync(UserId owner, SessionId? except, DateTimeOffset now, CancellationToken cancellationToken);
}
