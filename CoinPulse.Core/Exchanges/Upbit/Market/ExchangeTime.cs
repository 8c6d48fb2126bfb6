namespace CoinPulse.Core.Exchanges.Upbit.Market;

/// <summary>
/// What the time is at Upbit, from the timestamps of what it sends: our clock may be wrong by seconds, and a candle ends when Upbit's minute does. Messages
/// only ever arrive late, so the earliest of the last minutes is nearest to the truth.
/// </summary>
internal sealed class ExchangeTime(TimeProvider wall)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private TimeSpan? _ahead;
    private TimeSpan? _aheadBefore;
    private long _windowBegan;

    /// <summary>How much Upbit's clock is ahead of ours, as far as we can tell; zero before the first message.</summary>
    public TimeSpan Ahead
    {
        get
        {
            lock (_gate)
            {
                return Greater(_ahead, _aheadBefore) ?? TimeSpan.Zero;
            }
        }
    }

    public DateTimeOffset Now => wall.GetUtcNow() + Ahead;

    /// <param name="sentAt">When Upbit sent a message that has just come. A snapshot of something old is no message of now.</param>
    public void Observe(DateTimeOffset sentAt)
    {
        var ahead = sentAt - wall.GetUtcNow();
        lock (_gate)
        {
            if (_ahead is null || wall.GetElapsedTime(_windowBegan) > Window)
            {
                (_aheadBefore, _ahead, _windowBegan) = (_ahead, ahead, wall.GetTimestamp());
            }
            else
            {
                _ahead = Greater(_ahead, ahead);
            }
        }
    }

    private static TimeSpan? Greater(TimeSpan? one, TimeSpan? other) => one is null || other > one ? other ?? one : one;
}
