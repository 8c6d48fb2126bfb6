namespace CoinPulse.Core.Trading.Backtest;

/// <summary>The only clock of a backtest: it stands where the played candle stands, and everything that waits waits for candles.</summary>
internal sealed class BacktestTime(DateTimeOffset startsAt) : TimeProvider
{
    private long _ticks = startsAt.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public void AdvanceTo(DateTimeOffset moment)
    {
        if (moment.UtcTicks > _ticks) Volatile.Write(ref _ticks, moment.UtcTicks);
    }
}
