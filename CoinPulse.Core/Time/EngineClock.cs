namespace CoinPulse.Core.Time;

/// <summary>
/// The time of the market that the engine lives in. On real prices it is the wall clock; in a simulated or replayed market it
/// runs at <see cref="Speed"/> and everything that belongs to the market (candles, cycles, time limits, cool-downs) follows it.
/// What belongs to machines and people (time-outs, leases, look-ups, sessions) follows the wall clock, always.
/// </summary>
/// <remarks>
/// Within a process it follows the monotonic counter of the wall clock, so a server clock that jumps moves no candle and
/// fires no time limit. It never runs backwards.
/// </remarks>
public sealed class EngineClock : TimeProvider
{
    private readonly TimeProvider _wall;
    private readonly Lock _gate = new();
    private DateTimeOffset _anchor;
    private long _anchorStamp;

    /// <param name="wall">The clock of the machine.</param>
    /// <param name="speed">Engine seconds per wall second; 1 for real prices.</param>
    /// <param name="startsAt">The engine's time now; null is the wall clock's.</param>
    public EngineClock(TimeProvider wall, double speed = 1, DateTimeOffset? startsAt = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(speed);
        _wall = wall;
        Speed = speed;
        _anchor = startsAt ?? wall.GetUtcNow();
        _anchorStamp = wall.GetTimestamp();
    }

    public double Speed { get; }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return Reading();
        }
    }

    /// <summary>Moves the clock forward to a recorded moment (replay, restart). A moment in the past is ignored.</summary>
    public void AdvanceTo(DateTimeOffset moment)
    {
        lock (_gate)
        {
            if (moment <= Reading()) return;
            _anchor = moment;
            _anchorStamp = _wall.GetTimestamp();
        }
    }

    /// <summary>How long the wall clock must run until the engine's clock shows <paramref name="moment"/>; zero when it has passed.</summary>
    public TimeSpan WallTimeUntil(DateTimeOffset moment)
    {
        var left = moment - GetUtcNow();
        return left <= TimeSpan.Zero ? TimeSpan.Zero : Speed == 0 ? TimeSpan.MaxValue : left / Speed;
    }

    private DateTimeOffset Reading() => _anchor + _wall.GetElapsedTime(_anchorStamp) * Speed;
}
