using CoinPulse.Core.Accounts;

namespace CoinPulse.Core.Trading.Invariants;

/// <summary>An account whose last check found something.</summary>
public sealed record HeldAccount(UserId Owner, AccountId Account);

/// <summary>Reads what the invariants are about, and keeps what became of the last check.</summary>
public interface IInvariantsStore
{
    /// <summary>Everything of an account, as of one moment.</summary>
    Task<AccountRecord> ReadAsync(UserId owner, AccountId account, CancellationToken cancellationToken);

    /// <summary>The accounts whose last check found something: they enter nothing until one finds nothing.</summary>
    Task<IReadOnlyList<HeldAccount>> HeldForEveryoneAsync(CancellationToken cancellationToken);
}
