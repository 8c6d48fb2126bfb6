using CoinPulse.Core.Operations;

namespace CoinPulse.Core.Accounts;

/// <summary>Devices that signed out, or were not seen for so long that their cookie is dead.</summary>
internal sealed class RetainedSessions(ISignInSessions sessions) : IRetained
{
    public string What => "sessions";

    public bool FollowsMarket => false;

    public int KeptDays(RetentionPeriods periods) => periods.Sessions;

    public Task<int> ForgetForEveryoneAsync(DateTimeOffset before, CancellationToken cancellationToken) => sessions.ForgetForEveryoneAsync(before, cancellationToken);
}
