using Microsoft.Extensions.Caching.Distributed;

namespace CoinPulse.Web.Markets.Caches;

/// <summary>
/// Redis as the second level of the cache, which no page ever waits for: a question that is not answered in a moment is a miss, and after one nothing is asked for ten
/// seconds. It says once that Redis is away and once that it is back.
/// </summary>
/// <param name="redis">Connects when it is first asked.</param>
/// <param name="patience">How long a page may wait for an answer.</param>
internal sealed class SharedLevel(Func<IDistributedCache> redis, TimeSpan patience, TimeProvider wall, ILogger<SharedLevel> logger) : BackgroundService, IDistributedCache
{
    private const string Knock = "knock";

    private static readonly TimeSpan FirstConnection = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private readonly Lazy<IDistributedCache> _redis = new(redis);
    private readonly Lock _gate = new();
    private long? _awayStamp;

    /// <summary>It did not answer when it was last asked.</summary>
    public bool IsAway
    {
        get
        {
            lock (_gate)
            {
                return _awayStamp is not null;
            }
        }
    }

    public byte[]? Get(string key) => throw new NotSupportedException("A page does not block on Redis.");

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException("A page does not block on Redis.");

    public void Refresh(string key) => throw new NotSupportedException("A page does not block on Redis.");

    public void Remove(string key) => throw new NotSupportedException("A page does not block on Redis.");

    /// <summary>Asks once whether it is there.</summary>
    public Task KnockAsync(CancellationToken cancellationToken) => AskAsync(cache => cache.GetAsync(Knock, cancellationToken), patience, cancellationToken);

    public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => AskAsync(cache => cache.GetAsync(key, token), patience, token);

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        AskAsync(cache => Told(cache.SetAsync(key, value, options, token)), patience, token);

    public Task RefreshAsync(string key, CancellationToken token = default) => AskAsync(cache => Told(cache.RefreshAsync(key, token)), patience, token);

    public Task RemoveAsync(string key, CancellationToken token = default) => AskAsync(cache => Told(cache.RemoveAsync(key, token)), patience, token);

    /// <summary>Connects before a page asks: the first connection is the slowest, and nobody waits for it here.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => AskAsync(cache => cache.GetAsync(Knock, stoppingToken), FirstConnection, stoppingToken);

    private static async Task<byte[]?> Told(Task telling)
    {
        await telling;
        return null;
    }

#pragma warning disable CA1031 // whatever is wrong with Redis, a page goes on without it
    private async Task<byte[]?> AskAsync(Func<IDistributedCache, Task<byte[]?>> ask, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (IsResting()) return null;
        try
        {
            // Off this thread: the client's first connection looks its address up before it gives a task back.
            var answer = await Task.Run(() => ask(_redis.Value), cancellationToken).WaitAsync(wait, wall, cancellationToken);
            Back();
            return answer;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            Away(fault);
            return null;
        }
    }
#pragma warning restore CA1031

    private bool IsResting()
    {
        lock (_gate)
        {
            return _awayStamp is { } away && wall.GetElapsedTime(away) < Rest;
        }
    }

    private void Away(Exception fault)
    {
        lock (_gate)
        {
            if (_awayStamp is null) logger.LogWarning("Redis does not answer ({Why}); pages go on with this process's own cache", fault.Message);
            _awayStamp = wall.GetTimestamp();
        }
    }

    private void Back()
    {
        lock (_gate)
        {
            if (_awayStamp is not null) logger.LogInformation("Redis answers again");
            _awayStamp = null;
        }
    }
}
