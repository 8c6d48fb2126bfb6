namespace CoinPulse.Tests.Trading.Crashes;

/// <summary>The system's time, but what is measured with it went by faster: a search that lasts a minute is over in two seconds.</summary>
internal sealed class HurriedTime(int factor) : TimeProvider
{
    private readonly long _began = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => _began + (System.GetTimestamp() - _began) * factor;
}
