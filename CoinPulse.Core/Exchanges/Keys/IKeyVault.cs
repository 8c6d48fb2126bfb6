using CoinPulse.Core.Accounts;

namespace CoinPulse.Core.Exchanges.Keys;

/// <summary>What the vault said to a key that was to be put in.</summary>
public enum VaultAnswer
{
    Kept,

    /// <summary>Kept, and it opens another account at the exchange than the owner's last key did.</summary>
    KeptForAnother,

    /// <summary>It is not known to open the account that the owner's last key opened, and it had to be. Nothing was kept.</summary>
    OpensAnother,

    /// <summary>This key, or another of the same account at the exchange, is somebody else's here.</summary>
    BelongsElsewhere,

    /// <summary>What would encrypt it is itself stored unprotected, which is not good enough in production.</summary>
    Unprotected,
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
    /// <param name="sameAccount">It must open the account of the owner's last key: coins are held there that nobody else can sell.</param>
    /// <param name="address">Whence the person asks, for the audit.</param>
    Task<VaultAnswer> PutAsync(
        UserId owner, StoredKey stored, ExchangeKey key, IReadOnlyList<string> family, bool sameAccount, string? address, CancellationToken cancellationToken);

    /// <summary>Takes the owner's key out for a use.</summary>
    /// <param name="purpose">What for, in a word of the audit: <c>check</c>, <c>replace</c>.</param>
    /// <returns>Null when there is none, or when it cannot be decrypted any more.</returns>
    Task<ExchangeKey?> OpenAsync(UserId owner, string purpose, CancellationToken cancellationToken);

    /// <summary>Changes what is remembered of the owner's key.</summary>
    /// <param name="act">What is audited; null for nothing.</param>
    /// <returns>False when that key is not there any more.</returns>
    Task<bool> NoteAsync(UserId owner, KeyId key, Action<StoredKey> change, string? act, CancellationToken cancellationToken);

    /// <summary>Forgets the owner's key for good.</summary>
    /// <param name="remembersAccount">Keeps the mark of the account that it opened, so that only a key of the same account can come after it.</param>
    Task<bool> RemoveAsync(UserId owner, KeyId key, bool remembersAccount, string? why, string? address, CancellationToken cancellationToken);

    /// <summary>Writes down how often a key was used since the last time it was written down.</summary>
    Task CountUseAsync(UserId owner, KeyId key, long requests, CancellationToken cancellationToken);

    Task<IReadOnlyList<StoredKey>> AllForEveryoneAsync(CancellationToken cancellationToken);

    /// <summary>Which key is whose now.</summary>
    Task<IReadOnlyDictionary<UserId, KeyId>> StandingForEveryoneAsync(CancellationToken cancellationToken);
}
