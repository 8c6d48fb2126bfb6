namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>The wall clock of a story: it stands until it is moved, and what waits for it is woken in the order in which it is due, each at its own moment.</summary>
internal sealed class StoryTime(DateTimeOffset begins) : TimeProvider
{
    private readonly PriorityQueue<Wait, (long Due, long Number)> _waits = new();
    private long _ticks;
    private long _number;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => begins.AddTicks(_ticks);

    public override long GetTimestamp() => _ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Wait(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time go by.</summary>
    public void Advance(TimeSpan time)
    {
        var until = _ticks + time.Ticks;
        while (TryWakeNext(until))
        {
        }

        _ticks = until;
    }

    /// <summary>Goes to the moment of whatever waits next and wakes it.</summary>
    /// <returns>False when nothing waits.</returns>
    public bool TryWakeNext(long until = long.MaxValue)
    {
        while (_waits.TryPeek(out var next, out var at) && at.Due <= until)
        {
            _waits.Dequeue();
            if (!next.IsDueAt(at)) continue;   // changed or given up since
            _ticks = Math.Max(_ticks, at.Due);
            next.Wake();
            return true;
        }

        return false;
    }

    private sealed class Wait(StoryTime time, TimerCallback callback, object? state) : ITimer
    {
        private (long Due, long Number)? _at;
        private TimeSpan _period;

        public bool IsDueAt((long Due, long Number) at) => _at == at;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            _at = dueTime < TimeSpan.Zero ? null : (time._ticks + dueTime.Ticks, time._number++);
            if (_at is { } at) time._waits.Enqueue(this, at);
            return true;
        }

        public void Wake()
        {
            Change(_period > TimeSpan.Zero ? _period : Timeout.InfiniteTimeSpan, _period);
            callback(state);
        }

        public void Dispose() => _at = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
