using CoinPulse.Core.Accounts;

namespace CoinPulse.Core.Exchanges.Keys;

/// <summary>What the vault said to a key that was to be put in.</summary>
public enum VaultAnswer
{
    Kept,

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
    /// <param name="address">Whence the person asks, for the audit.</param>
    Task<VaultAnswer> PutAsync(UserId owner, StoredKey stored, ExchangeKey key, IReadOnlyList<string> family, string? address, CancellationToken cancellationToken);

    /// <summary>Takes the owner's key out for a use.</summary>
    /// <param name="purpose">What for, in a word of the audit: <c>check</c>, <c>replace</c>.</param>
    /// <returns>Null when there is none, or when it cannot be decrypted any more.</returns>
    Task<ExchangeKey?> OpenAsync(UserId owner, string purpose, CancellationToken cancellationToken);

    /// <summary>Changes what is remembered of the owner's key.</summary>
    /// <param name="act">What is audited; null for nothing.</param>
    /// <returns>False when that key is not there any more.</returns>
    Task<bool> NoteAsync(UserId owner, KeyId key, Action<StoredKey> change, string? act, CancellationToken cancellationToken);

    /// <summary>Forgets the owner's key for good.</summary>
    Task<bool> RemoveAsync(UserId owner, KeyId key, string? why, string? address, CancellationToken cancellationToken);

    Task<IReadOnlyList<StoredKey>> AllForEveryoneAsync(CancellationToken cancellationToken);
}
