using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Trading;

namespace CoinPulse.Core.Holdings;

/// <summary>What is known of each account's past beside its orders: up to where it is written down, and what came and went without a trade.</summary>
public interface IHistoryMarks
{
    /// <returns>Null before the account was first looked at.</returns>
    Task<HistoryMark?> FindAsync(UserId owner, AccountId account, CancellationToken cancellationToken);

    Task SaveAsync(UserId owner, HistoryMark mark, CancellationToken cancellationToken);

    /// <summary>Writes transfers down; one that is known is left as it is.</summary>
    Task KeepAsync(UserId owner, AccountId account, IReadOnlyCollection<ExchangeTransfer> transfers, CancellationToken cancellationToken);

    /// <summary>Oldest first.</summary>
    Task<IReadOnlyList<TransferRecord>> TransfersAsync(UserId owner, AccountId account, DateTimeOffset since, CancellationToken cancellationToken);
}
