namespace CoinPulse.Core.Exchanges.Upbit.Rest;

/// <summary>
/// One group's allowance. Upbit counts in fixed seconds whose beginnings we do not know, so a slot is free again one second after its
/// answer came: then no second of Upbit's, wherever it begins and however long the way was, ever holds more than the limit.
/// </summary>
/// <remarks>Moments are distances from the limiter's own beginning on the monotonic counter.</remarks>
internal sealed class LimitBucket(int most)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RaiseAfter = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly int _configured = most;
    private readonly Queue<TimeSpan> _cooling = [];
    private int _inFlight;
    private int _limit = most;
    private int _refusals;
    private TimeSpan _pausedUntil;
    private TimeSpan _raiseAt;
    private TimeSpan _quietUntil;
    private int _neededInFlight;

    /// <summary>Requests of this group wait here.</summary>
    public TurnQueue Turns { get; } = new();

    public int Limit
    {
        get
        {
            lock (_gate)
            {
                return _limit;
            }
        }
    }

    /// <summary>Takes a slot.</summary>
    /// <param name="now">On the monotonic counter.</param>
    /// <param name="rank">Entries and the background find only the first half of the allowance free, and the background only a group that is at rest.</param>
    /// <returns>Null when it is taken, else how long to wait before asking again.</returns>
    public TimeSpan? TryTake(TimeSpan now, UpbitRank rank = UpbitRank.LookUp)
    {
        lock (_gate)
        {
            Cool(now);
            if (_limit < _configured && now >= _raiseAt)
            {
                _limit++;
                _raiseAt = now + RaiseAfter;
            }

            if (_pausedUntil > now) return _pausedUntil - now;
            if (rank == UpbitRank.Background && _neededInFlight > 0) return LookAgain;
            if (rank == UpbitRank.Background && _quietUntil > now) return _quietUntil - now;
            var allowed = rank is UpbitRank.Entry or UpbitRank.Background ? Math.Max(1, _limit / 2) : _limit;
            if (_inFlight + _cooling.Count < allowed)
            {
                _inFlight++;
                if (rank != UpbitRank.Background) _neededInFlight++;
                return null;
            }

            return _cooling.TryPeek(out var next) && next > now ? next - now : LookAgain;
        }
    }

    /// <summary>The answer is here, or will not come.</summary>
    public void Release(TimeSpan now, UpbitRank rank = UpbitRank.LookUp)
    {
        lock (_gate)
        {
            if (rank != UpbitRank.Background)
            {
                _neededInFlight--;
                _quietUntil = now + Second;   // what is needed is asked for one by one: the next comes after the answer
            }

            _inFlight--;
            _cooling.Enqueue(now + Second);
        }
    }

    /// <summary>
    /// Learns from what Upbit says is left in its second: together with all that we may have in that second it is at least what the group allows. Before
    /// <see cref="Release"/> of the same answer.
    /// </summary>
    public void Learn(int left, TimeSpan now)
    {
        lock (_gate)
        {
            Cool(now);
            _refusals = 0;
            Lower(left + _inFlight + _cooling.Count, now);
            if (left == 0) Pause(Second, now);
        }
    }

    /// <summary>429: the whole group stops until the next second, and longer each time that it is said again.</summary>
    public void Refuse(TimeSpan now)
    {
        lock (_gate)
        {
            Lower(_limit - 1, now);
            var pause = Second * Math.Pow(2, Math.Min(_refusals++, 6));
            Pause(pause < LongestPause ? pause : LongestPause, now);
        }
    }

    private void Lower(int to, TimeSpan now)
    {
        if (to >= _limit) return;
        _limit = Math.Max(1, to);
        _raiseAt = now + RaiseAfter;
    }

    private void Pause(TimeSpan pause, TimeSpan now)
    {
        if (now + pause > _pausedUntil) _pausedUntil = now + pause;
    }

    private void Cool(TimeSpan now)
    {
        while (_cooling.TryPeek(out var free) && free <= now) _cooling.Dequeue();
    }
}
