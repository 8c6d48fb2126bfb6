using System.Globalization;

namespace CoinPulse.Core.Markets.Replay;

/// <summary>
/// What a USDT cost in won at the close of each UTC day (<c>time_utc,implied_close</c>): turns candles of USDT markets into won. A converted market is no market
/// of Upbit, and is marked wherever it stands.
/// </summary>
public sealed class UsdtRates
{
    private readonly Dictionary<DateTimeOffset, double> _closes = [];

    private UsdtRates()
    {
    }

    /// <exception cref="RecordingException">The file is missing or broken; the message names it.</exception>
    public static UsdtRates Read(string path)
    {
        var (name, rates) = (Path.GetFileName(path), new UsdtRates());
        foreach (var (line, cells) in RecordedTable.Read(path, "time_utc,implied_close"))
        {
            var day = RecordedTable.TimeOf(cells[0], name, line);
            if (!rates._closes.TryAdd(day, RecordedTable.NumberOf(cells[1], name, line))) throw RecordedTable.Refused(name, line, $"{cells[0]} stands there twice");
        }

        return rates;
    }

    /// <summary>
    /// The candle in won. It opens at the rate with which the day before closed, so that nobody buys at an open that knows the evening; high and low take the rate
    /// that widens them.
    /// </summary>
    /// <returns>Null when there is no rate for the day or the one before.</returns>
    public Candle? InWon(in Candle usdt)
    {
        var day = CandleUnit.Day1.OpenOf(usdt.OpenAt);
        if (!_closes.TryGetValue(day.AddDays(-1), out var before) || !_closes.TryGetValue(day, out var close)) return null;
        var (less, more) = (Math.Min(before, close), Math.Max(before, close));
        return usdt with
        {
            Open = Whole(usdt.Open * before),
            High = Whole(usdt.High * more),
            Low = Whole(usdt.Low * less),
            Close = Whole(usdt.Close * close),
            Value = usdt.Value * close,
        };
    }

    // A price has at most fifteen digits, eight of them after the point: what lies beyond is the product's noise.
    private static double Whole(double price) => double.Parse(price.ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
