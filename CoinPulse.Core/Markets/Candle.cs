using CoinPulse.Core.Money;

namespace CoinPulse.Core.Markets;

/// <summary>
/// What happened in one interval of one market. Prices are won per coin, <paramref name="Volume"/> coins, <paramref name="Value"/> won.
/// Numbers are <c>double</c> because candles feed indicators; <see cref="Price.FromCandle"/> is the way back to money.
/// An interval in which nothing traded has no candle: gaps are gaps.
/// </summary>
public readonly record struct Candle(DateTimeOffset OpenAt, double Open, double High, double Low, double Close, double Volume, double Value);

/// <summary>The length of a candle. The number is its minutes.</summary>
public enum CandleUnit
{
    Minute1 = 1,
    Minute3 = 3,
    Minute5 = 5,
    Minute10 = 10,
    Minute15 = 15,
    Minute30 = 30,
    Hour1 = 60,
    Hour4 = 240,
    Day1 = 1440,
    Week1 = 10080,
}

public static class CandleUnits
{
    // Upbit's days begin at 00:00 UTC and its weeks on Monday; 1970-01-05 was a Monday.
    private static readonly DateTimeOffset Monday = new(1970, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public static TimeSpan Length(this CandleUnit unit) => TimeSpan.FromMinutes((int)unit);

    /// <summary>The start of the candle that contains a moment.</summary>
    public static DateTimeOffset OpenOf(this CandleUnit unit, DateTimeOffset at)
    {
        var ticks = (at - Monday).Ticks;
        var length = unit.Length().Ticks;
        var index = Math.DivRem(ticks, length, out var rest);
        return Monday.AddTicks((rest < 0 ? index - 1 : index) * length);
    }

    /// <summary>The start of the newest candle that is closed at a moment.</summary>
    public static DateTimeOffset LastClosed(this CandleUnit unit, DateTimeOffset at) => unit.OpenOf(at) - unit.Length();
}
