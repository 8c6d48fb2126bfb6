using System.Diagnostics.CodeAnalysis;

namespace CoinPulse.Web.Live;

/// <summary>One page's interest in one topic, and its pace.</summary>
internal sealed class LiveSubscription : IDisposable
{
    private readonly TimeProvider _wall;
    private readonly ILogger _log;
    private readonly Func<Task> _callback;
    private readonly Action<LiveSubscription> _onEnd;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private long? _calledAt;
    private bool _waiting;
    private bool _calling;
    private bool _again;
    private bool _ended;

    public LiveSubscription(TimeProvider wall, ILogger log, Func<Task> callback, Action<LiveSubscription> onEnd)
    {
        (_wall, _log, _callback, _onEnd) = (wall, log, callback, onEnd);
        _timer = wall.CreateTimer(_ => _ = CallAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Signal()
    {
        TimeSpan delay;
        lock (_gate)
        {
            if (_ended || _waiting) return;
            if (_calling)
            {
                _again = true;
                return;
            }

            _waiting = true;
            delay = Delay();
        }

        _timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_ended) return;
            _ended = true;
        }

        _timer.Dispose();
        _onEnd(this);
    }

    private TimeSpan Delay()
    {
        if (_calledAt is not { } calledAt) return TimeSpan.Zero;
        var left = LiveUpdates.Pace - _wall.GetElapsedTime(calledAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    [SuppressMessage("Design", "CA1031", Justification = "One broken page must not stop the process or the next page: it is set aside and logged.")]
    private async Task CallAsync()
    {
        lock (_gate)
        {
            if (_ended) return;
            (_waiting, _calling, _again, _calledAt) = (false, true, false, _wall.GetTimestamp());
        }

        try
        {
            await _callback();
        }
        catch (Exception broken)
        {
            _log.LogError(broken, "A page failed while it took in a live update; it gets no more");
            Dispose();
            return;
        }

        bool again;
        lock (_gate)
        {
            _calling = false;
            again = _again;
        }

        if (again) Signal();
    }
}
