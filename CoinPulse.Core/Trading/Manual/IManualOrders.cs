using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;

namespace CoinPulse.Core.Trading.Manual;

/// <summary>The journal of orders that persons place here. Each act of a person is audited in its own transaction.</summary>
public interface IManualOrders
{
    /// <summary>The number of the account's next order in the market.</summary>
    Task<int> NextNumberAsync(UserId owner, AccountId account, MarketCode market, CancellationToken cancellationToken);

    /// <summary>Writes an order down before anything is sent.</summary>
    /// <returns>The order that stands: this one, the one that the same ticket has become already, or the one that was faster to the same number.</returns>
    /// <exception cref="JournalUnavailableException">It may or may not have been written; the same ticket again tells.</exception>
    Task<ManualOrder> PlanAsync(UserId owner, ManualOrder order, CancellationToken cancellationToken);

    /// <summary>Changes one order in one transaction.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="key">Which.</param>
    /// <param name="change">Decides on what stands there; called again when somebody was faster.</param>
    /// <param name="lease">Proven inside the transaction where only the engine may; null where the exchange or the person is the evidence.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LeaseLostException">Another process is the engine now. Nothing was written.</exception>
    Task<T> ChangeAsync<T>(UserId owner, ClientOrderId key, Func<ManualOrder, T> change, LeaseProof? lease, CancellationToken cancellationToken);

    Task<ManualOrder?> FindAsync(UserId owner, ClientOrderId key, CancellationToken cancellationToken);

    /// <summary>Those of an account that may still move money, oldest first.</summary>
    Task<IReadOnlyList<ManualOrder>> LiveAsync(UserId owner, AccountId account, CancellationToken cancellationToken);

    /// <summary>The newest of an account in a market, newest first.</summary>
    Task<IReadOnlyList<ManualOrder>> NewestAsync(UserId owner, AccountId account, MarketCode market, int count, CancellationToken cancellationToken);

    /// <summary>Every order of a source that may still move money, for the engine.</summary>
    Task<IReadOnlyList<ManualOrder>> LiveForEveryoneAsync(PriceSource source, CancellationToken cancellationToken);
}
