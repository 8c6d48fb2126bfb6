using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Keys;

namespace CoinPulse.Tests.Exchanges.Keys;

/// <summary>A vault that keeps keys as they are, and can be out of reach.</summary>
internal sealed class KeysInHand : IKeyVault
{
    private readonly Dictionary<UserId, (StoredKey Stored, ExchangeKey Key)> _keys = [];

    public bool IsAway { get; set; }

    public int Opened { get; private set; }

    public List<(UserId Owner, long Requests)> Used { get; } = [];

    public List<KeyId> UsedKeys { get; } = [];

    public StoredKey Put(UserId owner, string access, string secret)
    {
        var now = TimeProvider.System.GetUtcNow();
        var stored = new StoredKey(new KeyId(Guid.CreateVersion7(now)), owner, new KeyFindings(null, KeyMay.Yes, KeyMay.Yes, KeyMay.Yes, KeyMay.No, now.AddDays(300)), false, now);
        _keys[owner] = (stored, new ExchangeKey(access, secret));
        return stored;
    }

    public void Remove(UserId owner) => _keys.Remove(owner);

    public Task<StoredKey?> FindAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult(There(() => _keys.TryGetValue(owner, out var key) ? key.Stored : null));

    public Task<ExchangeKey?> OpenAsync(UserId owner, string purpose, CancellationToken cancellationToken)
    {
        Opened++;
        return Task.FromResult(There(() => _keys.TryGetValue(owner, out var key) ? key.Key : null));
    }

    public Task CountUseAsync(UserId owner, KeyId key, long requests, CancellationToken cancellationToken)
    {
        if (IsAway) throw new IOException("The vault is out of reach.");
        Used.Add((owner, requests));
        UsedKeys.Add(key);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<StoredKey>> AllForEveryoneAsync(CancellationToken cancellationToken) =>
        Task.FromResult(There<IReadOnlyList<StoredKey>>(() => [.. _keys.Values.Select(key => key.Stored)]));

    public Task<IReadOnlyDictionary<UserId, KeyId>> StandingForEveryoneAsync(CancellationToken cancellationToken) =>
        Task.FromResult(There<IReadOnlyDictionary<UserId, KeyId>>(() => _keys.ToDictionary(key => key.Key, key => key.Value.Stored.Id)));

    public Task<VaultAnswer> PutAsync(
        UserId owner, StoredKey stored, ExchangeKey key, IReadOnlyList<string> family, BooksOfPocket books, string? address, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> NoteAsync(UserId owner, KeyId key, Action<StoredKey> change, string? act, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> RemoveAsync(UserId owner, KeyId key, bool remembersAccount, string? why, string? address, CancellationToken cancellationToken) => throw new NotSupportedException();

    private T There<T>(Func<T> read) => IsAway ? throw new IOException("The vault is out of reach.") : read();
}

/// <summary>Nobody has a pocket.</summary>
internal sealed class NoPockets : IPockets
{
    public IExchange Of(UserId owner) => throw new NotSupportedException();
}
