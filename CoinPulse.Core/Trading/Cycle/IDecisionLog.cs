using CoinPulse.Core.Accounts;

namespace CoinPulse.Core.Trading.Cycle;

/// <summary>The decisions of an account, newest first; <see cref="Reading.ITradeHistory"/> looks further back.</summary>
public interface IDecisionLog
{
    /// <summary>Writes decisions; a refusal with the same reason as the newest of its strategy and market is counted, not repeated.</summary>
    Task WriteAsync(UserId owner, AccountId account, IReadOnlyList<Decision> decisions, CancellationToken cancellationToken);

    Task<IReadOnlyList<Decision>> NewestAsync(UserId owner, AccountId account, int count, CancellationToken cancellationToken);

    /// <summary>Deletes the decisions that were last made before a moment.</summary>
    /// <returns>How many went.</returns>
    Task<int> ForgetForEveryoneAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
