using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CoinPulse.Core.Exchanges.Upbit.Rest;

/// <summary>
/// The one gate to Upbit of this process: nobody asks without a permit. A group's limit begins at the configured figure, is lowered by what Upbit says is left and by
/// 429, recovers by one a minute, and never rises above the figure. After 418 nothing at all is sent until the time that Upbit named is over.
/// </summary>
internal sealed class UpbitLimiter(IOptions<UpbitOptions> options, TimeProvider wall, ILogger<UpbitLimiter> logger)
{
    private static readonly TimeSpan FirstBlock = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestBlock = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly long _beganAt = wall.GetTimestamp();
    private readonly Dictionary<string, LimitBucket> _buckets = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _nameInAnswers = new(StringComparer.Ordinal);
    private TimeSpan _blockedUntil;
    private int _blocks;

    private ILogger Log => logger;

    private TimeSpan Now => wall.GetElapsedTime(_beganAt);

    /// <summary>How long Upbit still keeps us out; zero when it does not.</summary>
    public TimeSpan BlockedFor
    {
        get
        {
            lock (_gate)
            {
                return _blockedUntil > Now ? _blockedUntil - Now : TimeSpan.Zero;
            }
        }
    }

    public int LimitOf(string group) => BucketOf(group).Limit;

    /// <summary>Waits for a slot of the group. The permit is disposed when the answer is here.</summary>
    public async Task<Permit> EnterAsync(string group, CancellationToken cancellationToken, UpbitRank rank = UpbitRank.LookUp)
    {
        var bucket = BucketOf(group);
        var place = bucket.Turns.Join(rank);
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!bucket.Turns.IsFirst(place)) await place.WaitAsync(Timeout.InfiniteTimeSpan, wall, cancellationToken);
                else if (WaitFor(bucket, rank) is { } wait) await place.WaitAsync(wait, wall, cancellationToken);   // ends early when somebody steps in front
                else return new Permit(this, group, bucket, rank);
            }
        }
        finally
        {
            bucket.Turns.Leave(place);
        }
    }

    private TimeSpan? WaitFor(LimitBucket bucket, UpbitRank rank) => BlockedFor is { Ticks: > 0 } blocked ? blocked : bucket.TryTake(Now, rank);

    private LimitBucket BucketOf(string group)
    {
        lock (_gate)
        {
            var name = _nameInAnswers.GetValueOrDefault(group, group);
            if (!_buckets.TryGetValue(name, out var bucket)) _buckets[name] = bucket = new LimitBucket(options.Value.Limits.Of(group));
            return bucket;
        }
    }

    /// <summary>Upbit calls the group by a name of its own: from now on whatever it calls by that name shares one allowance.</summary>
    private LimitBucket Bind(string group, string name, LimitBucket current)
    {
        lock (_gate)
        {
            if (_nameInAnswers.TryAdd(group, name)) _buckets.TryAdd(name, current);
            else if (_nameInAnswers[group] != name) _nameInAnswers[group] = name;
            return _buckets.TryGetValue(name, out var bucket) ? bucket : _buckets[name] = current;
        }
    }

    private void Block(TimeSpan? told)
    {
        TimeSpan block;
        lock (_gate)
        {
            var guess = FirstBlock * Math.Pow(2, Math.Min(_blocks++, 6));
            block = told ?? (guess < LongestBlock ? guess : LongestBlock);
            if (Now + block > _blockedUntil) _blockedUntil = Now + block;
        }

        logger.LogError("Upbit keeps us out for {Seconds:0} s (418); nothing is asked until then", block.TotalSeconds);
    }

    /// <summary>One request that may be sent now.</summary>
    internal sealed class Permit(UpbitLimiter limiter, string group, LimitBucket bucket, UpbitRank rank) : IDisposable
    {
        private bool _isReleased;

        /// <summary>What the header of an answer says is left.</summary>
        public void Learn(RemainingRequests? said)
        {
            if (said is not { } remaining) return;
            var named = limiter.Bind(group, remaining.Group, bucket);
            if (named == bucket) bucket.Learn(remaining.Left, limiter.Now);
            if (remaining.Left > 0) limiter._blocks = 0;
        }

        /// <summary>429.</summary>
        public void Refused()
        {
            bucket.Refuse(limiter.Now);
            limiter.Log.LogWarning("Upbit refused a request as one too many (429); {Group} goes on with {Limit} a second", group, bucket.Limit);
        }

        /// <summary>418.</summary>
        public void Blocked(TimeSpan? told) => limiter.Block(told);

        public void Dispose()
        {
            if (_isReleased) return;
            _isReleased = true;
            bucket.Release(limiter.Now, rank);
        }
    }
}
