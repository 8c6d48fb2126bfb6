namespace CoinPulse.Core.Markets;

/// <summary>How candles add up. Rolling up is exact in prices; volumes are sums of <c>double</c>.</summary>
public static class CandleMath
{
    /// <summary>This candle and what came after it in the same interval.</summary>
    public static Candle With(this in Candle candle, in Candle later) => candle with
    {
        High = Math.Max(candle.High, later.High),
        Low = Math.Min(candle.Low, later.Low),
        Close = later.Close,
        Volume = candle.Volume + later.Volume,
        Value = candle.Value + later.Value,
    };

    /// <summary>This candle and one more print.</summary>
    public static Candle With(this in Candle candle, double price, double coins) => candle with
    {
        High = Math.Max(candle.High, price),
        Low = Math.Min(candle.Low, price),
        Close = price,
        Volume = candle.Volume + coins,
        Value = candle.Value + price * coins,
    };

    /// <summary>The candle of an interval's first print.</summary>
    public static Candle FirstOf(DateTimeOffset openAt, double price, double coins) => new(openAt, price, price, price, price, coins, price * coins);
}
