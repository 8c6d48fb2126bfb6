using CoinPulse.Core.Operations;

namespace CoinPulse.Core.Trading.Cycle;

internal sealed class RetainedDecisions(IDecisionLog decisions) : IRetained
{
    public string What => "decisions";

    public bool FollowsMarket => true;

    public int KeptDays(RetentionPeriods periods) => periods.Decisions;

    public Task<int> ForgetForEveryoneAsync(DateTimeOffset before, CancellationToken cancellationToken) => decisions.ForgetForEveryoneAsync(before, cancellationToken);
}

/// <summary>Equity points of five minutes that become points of an hour.</summary>
internal sealed class RetainedEquityOfMinutes(IAccountHistory history) : IRetained
{
    public string What => "equity-of-minutes";

    public bool FollowsMarket => true;

    public int KeptDays(RetentionPeriods periods) => periods.EquityOfMinutes;

    public Task<int> ForgetForEveryoneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        history.ThinForEveryoneAsync(before, TimeSpan.FromHours(1), cancellationToken);
}

/// <summary>Equity points of an hour that become points of a day.</summary>
internal sealed class RetainedEquityOfHours(IAccountHistory history) : IRetained
{
    public string What => "equity-of-hours";

    public bool FollowsMarket => true;

    public int KeptDays(RetentionPeriods periods) => periods.EquityOfHours;

    public Task<int> ForgetForEveryoneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        history.ThinForEveryoneAsync(before, TimeSpan.FromDays(1), cancellationToken);
}
