using CoinPulse.Core.Markets;

namespace CoinPulse.Core.Trading.Reading;

/// <summary>From when to when a position lived, in engine time.</summary>
public readonly record struct PositionSpan(DateTimeOffset From, DateTimeOffset To)
{
    private static readonly CandleUnit[] Units = [CandleUnit.Minute1, CandleUnit.Minute5, CandleUnit.Minute15, CandleUnit.Hour1, CandleUnit.Hour4, CandleUnit.Day1];

    // A life of this many candles is seen whole and still in detail.
    private const int Comfortable = 150;

    private const int LeastMargin = 30;

    /// <summary>The finest unit in which the life is seen comfortably.</summary>
    public CandleUnit BestUnit
    {
        get
        {
            var length = To - From;
            foreach (var unit in Units)
            {
                if (length <= unit.Length() * Comfortable) return unit;
            }

            return Units[^1];
        }
    }

    public static PositionSpan Of(Position position, DateTimeOffset now) =>
        new(position.OpenedAt ?? position.PlannedAt, position.IsLive ? now : position.ClosedAt ?? now);

    /// <summary>A third of the life before and a sixth after it, thirty candles at least before.</summary>
    public (DateTimeOffset From, DateTimeOffset To) WithMargin(CandleUnit unit)
    {
        var (length, candle) = (To - From, unit.Length());
        var before = TimeSpan.FromTicks(Math.Max((length / 3).Ticks, (candle * LeastMargin).Ticks));
        var after = TimeSpan.FromTicks(Math.Max((length / 6).Ticks, (candle * (LeastMargin / 3)).Ticks));
        return (unit.OpenOf(From - before), unit.OpenOf(To + after) + candle);
    }
}
