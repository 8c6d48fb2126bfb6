using CoinPulse.Core.Accounts;

namespace CoinPulse.Core.Exchanges.Keys;

/// <summary>What the vault said to a key that was to be put in.</summary>
public enum VaultAnswer
{
    Kept,

    /// <summary>Kept, and it opens another pocket than the owner's last key did: the books of that one are closed.</summary>
    KeptForAnother,

    /// <summary>It is not known to open the account that the owner's last key opened, and it had to be. Nothing was kept.</summary>
    OpensAnother,

    /// <summary>This key, or another of the same account at the exchange, is somebody else's here.</summary>
    BelongsElsewhere,

    /// <summary>What would encrypt it is itself stored unprotected, which is not good enough in production.</summary>
    Unprotected,
}

/// <summary>What a new key means for the books of the pocket that the owner's last key opened.</summary>
public enum BooksOfPocket
{
    /// <summary>It is known to open the same pocket: they go on.</summary>
    GoOn,

    /// <summary>They go on if it opens the same account at the exchange, and are closed if not.</summary>
    ByAccount,

    /// <summary>Coins are held there: the key is taken only if it opens the same account.</summary>
    GoOnOrRefuse,

    /// <summary>It is known to open another pocket: they are closed.</summary>
    Close,
}

/// <summary>
/// Keeps one key of each person, encrypted for that person. A key leaves it only through <see cref="OpenAsync"/>, which writes down what for. Nobody's key ever stands in for another's.
/// </summary>
public interface IKeyVault
{
    Task<StoredKey?> FindAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Puts a key in, in the place of the owner's last one.</summary>
    /// <param name="stored">What may be shown of it.</param>
    /// <param name="family">The access keys of the same account at the exchange.</param>
    /// <param name="books">What becomes of the books, in the same transaction: a key and the books of another pocket are never together.</param>
    /// <param name="address">Whence the person asks, for the audit.</param>
    Task<VaultAnswer> PutAsync(
        UserId owner, StoredKey stored, ExchangeKey key, IReadOnlyList<string> family, BooksOfPocket books, string? address, CancellationToken cancellationToken);

    /// <summary>Takes the owner's key out for a use.</summary>
    /// <param name="purpose">What for, in a word of the audit: <c>check</c>, <c>replace</c>.</param>
    /// <returns>Null when there is none, or when it cannot be decrypted any more.</returns>
    Task<ExchangeKey?> OpenAsync(UserId owner, string purpose, CancellationToken cancellationToken);

    /// <summary>Changes what is remembered of the owner's key.</summary>
    /// <param name="act">What is audited; null for nothing.</param>
    /// <returns>False when that key is not there any more.</returns>
    Task<bool> NoteAsync(UserId owner, KeyId key, Action<StoredKey> change, string? act, CancellationToken cancellationToken);

    /// <summary>Forgets the owner's key for good.</summary>
    /// <param name="remembersAccount">
    /// Keeps the books and the mark of the account that it opened, so that only a key of the same account can come after it; without it the books are closed with the key.
    /// </param>
    Task<bool> RemoveAsync(UserId owner, KeyId key, bool remembersAccount, string? why, string? address, CancellationToken cancellationToken);

    /// <summary>Writes down how often a key was used since the last time it was written down.</summary>
    Task CountUseAsync(UserId owner, KeyId key, long requests, CancellationToken cancellationToken);

    Task<IReadOnlyList<StoredKey>> AllForEveryoneAsync(CancellationToken cancellationToken);

    /// <summary>Which key is whose now.</summary>
    Task<IReadOnlyDictionary<UserId, KeyId>> StandingForEveryoneAsync(CancellationToken cancellationToken);
}
