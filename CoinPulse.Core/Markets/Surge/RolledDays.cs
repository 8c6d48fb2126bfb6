namespace CoinPulse.Core.Markets.Surge;

/// <summary>
/// Days that end where a candle ends. A calendar day that is still forming has half its volume in the morning; the 24 hours up to the decision candle are
/// always whole.
/// </summary>
public static class RolledDays
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>
    /// Candles rolled into the 24-hour spans that end with the end of the last candle, oldest first. A span in which nothing traded has no day.
    /// Day candles come back as they are.
    /// </summary>
    public static IReadOnlyList<Candle> EndingWithLast(IReadOnlyList<Candle> candles, CandleUnit unit) =>
        candles.Count == 0 || unit == CandleUnit.Day1 ? candles : EndingAt(candles, unit, candles[^1].OpenAt + unit.Length());

    /// <summary>The same up to a moment that lies at or after the end of the last candle: an hour in which nothing traded is still an hour.</summary>
    public static List<Candle> EndingAt(IReadOnlyList<Candle> candles, CandleUnit unit, DateTimeOffset end)
    {
        var days = new List<Candle>((int)(candles.Count * (long)unit.Length().Ticks / Day.Ticks) + 2);
        var spanOfDay = -1L;

        foreach (ref readonly var candle in candles.AsSpan())
        {
            // A candle belongs to the span in which it opens; span 0 is the newest.
            var span = (end - candle.OpenAt - TimeSpan.FromTicks(1)).Ticks / Day.Ticks;
            if (span == spanOfDay)
            {
                days[^1] = Join(days[^1], candle);
            }
            else
            {
                days.Add(candle with { OpenAt = end - Day * (span + 1) });
                spanOfDay = span;
            }
        }

        return days;
    }

    private static Candle Join(in Candle day, in Candle next) => day with
    {
        High = Math.Max(day.High, next.High),
        Low = Math.Min(day.Low, next.Low),
        Close = next.Close,
        Volume = day.Volume + next.Volume,
        Value = day.Value + next.Value,
    };
}
