using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;

namespace CoinPulse.Core.Exchanges.Paper;

internal enum PaperCommit
{
    Committed,

    /// <summary>Somebody committed in between: read the account again and decide again.</summary>
    Stale,

    /// <summary>The identifier of a new order was used before. Nothing was written.</summary>
    DuplicateIdentifier,

    /// <summary>Another process is the engine now. Nothing was written.</summary>
    Fenced,
}

/// <summary>The paper exchange's own tables. They are nobody else's: to the rest of the program they are as far away as Upbit's.</summary>
internal interface IPaperStore
{
    /// <summary>Writes a new account; an account that exists stays as it is.</summary>
    Task OpenAsync(UserId owner, PaperAccount account, CancellationToken cancellationToken);

    /// <summary>The account with its coins and its resting orders with their trades; null when it was never opened.</summary>
    Task<PaperState?> LoadAsync(UserId owner, AccountId account, CancellationToken cancellationToken);

    /// <summary>The version of the account as committed; null when it was never opened.</summary>
    Task<int?> VersionAsync(UserId owner, AccountId account, CancellationToken cancellationToken);

    /// <summary>One transaction: the account if it still has the version read, burned identifiers, orders, coins, trades.</summary>
    /// <param name="owner">Whose account it is.</param>
    /// <param name="change">All that one act writes.</param>
    /// <param name="engine">Proven inside the transaction; null for what a person does, on whichever process.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PaperStoreUnavailableException">The database did not answer. It may or may not have been committed.</exception>
    Task<PaperCommit> CommitAsync(UserId owner, PaperChange change, LeaseProof? engine, CancellationToken cancellationToken);

    /// <summary>An order with its trades, by identifier; null when there is none or it was refused.</summary>
    Task<PaperOrder?> FindAsync(UserId owner, AccountId account, ClientOrderId key, CancellationToken cancellationToken);

    /// <summary>Orders that ended at or after a moment, oldest end first, with their trades.</summary>
    Task<IReadOnlyList<PaperOrder>> ClosedSinceAsync(UserId owner, AccountId account, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Orders that were created from a moment on and before another and have ended, oldest first, with their trades.</summary>
    Task<IReadOnlyList<PaperOrder>> EndedAsync(UserId owner, AccountId account, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>An order with its trades, by the exchange's id; null when there is none or it was refused.</summary>
    Task<PaperOrder?> FindAsync(UserId owner, AccountId account, ExchangeOrderId id, CancellationToken cancellationToken);

    /// <summary>What came and went since a moment, oldest first; the opening amount is not among it.</summary>
    Task<IReadOnlyList<PaperTransfer>> TransfersAsync(UserId owner, AccountId account, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>The accounts of one price source that have resting orders: those that the exchange must watch after a restart.</summary>
    Task<IReadOnlyList<PaperAccount>> WithRestingOrdersForEveryoneAsync(PriceSource source, CancellationToken cancellationToken);
}

/// <summary>The database under the paper exchange is away; to its customers the exchange did not answer.</summary>
public sealed class PaperStoreUnavailableException : Exception
{
    public PaperStoreUnavailableException()
    {
    }

    public PaperStoreUnavailableException(string message)
        : base(message)
    {
    }

    public PaperStoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
