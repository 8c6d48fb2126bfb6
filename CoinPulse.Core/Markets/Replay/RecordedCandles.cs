namespace CoinPulse.Core.Markets.Replay;

/// <summary>The candles of one market, oldest first, from one file: <c>KRW-BTC_30m.csv.gz</c>, or <c>BTCUSDT_1d.csv.gz</c> where there are rates to convert it.</summary>
/// <param name="IsConverted">The prices were USDT's and are now won by a derived rate.</param>
public sealed record RecordedCandles(MarketCode Market, CandleUnit Unit, bool IsConverted, IReadOnlyList<Candle> Candles)
{
    private const string Columns = "time_utc,open,high,low,close,volume,value_krw";
    private const string Dollar = "USDT";

    /// <exception cref="RecordingException">The name or a line cannot be read; the message says which.</exception>
    public static RecordedCandles Read(string path, UsdtRates? rates)
    {
        var name = Path.GetFileName(path);
        var (market, unit, isUsdt) = NameOf(name);
        if (isUsdt && rates is null) throw RecordedTable.Refused(name, null, "its prices are USDT's; name the file with the won of a USDT to convert them");

        var candles = new List<Candle>();
        foreach (var (line, cells) in RecordedTable.Read(path, Columns))
        {
            var candle = CandleOf(name, line, cells, unit);
            if (candles.Count > 0 && candle.OpenAt <= candles[^1].OpenAt) throw RecordedTable.Refused(name, line, $"{cells[0]} does not come after the line before");
            candles.Add(!isUsdt ? candle : rates!.InWon(candle) ?? throw RecordedTable.Refused(name, line, $"there is no rate in won for {cells[0]} and the day before"));
        }

        return candles.Count > 0 ? new RecordedCandles(market, unit, isUsdt, candles) : throw RecordedTable.Refused(name, null, "it holds no candle");
    }

    private static (MarketCode Market, CandleUnit Unit, bool IsUsdt) NameOf(string name)
    {
        if (RecordedTable.IsOne(name) && name.Split('.')[0].Split('_') is [var code, var length] && RecordedUnits.Find(length) is { } unit)
        {
            if (MarketCode.TryParse(code, out var market) && market.Quote == Asset.Krw) return (market, unit, false);
            if (code.EndsWith(Dollar, StringComparison.Ordinal) && Asset.TryParse(code[..^Dollar.Length], out var coin)) return (MarketCode.Krw(coin), unit, true);
        }

        throw RecordedTable.Refused(
            name, null, $"the name does not read as market and length, such as KRW-BTC_30m.csv.gz or BTCUSDT_1d.csv.gz; lengths are {string.Join(", ", RecordedUnits.All)}");
    }

    private static Candle CandleOf(string name, int line, string[] cells, CandleUnit unit)
    {
        var opensAt = RecordedTable.TimeOf(cells[0], name, line);
        if (unit.OpenOf(opensAt) != opensAt) throw RecordedTable.Refused(name, line, $"no candle of this length begins at {cells[0]}");

        Span<double> numbers = stackalloc double[6];
        for (var i = 0; i < 5; i++) numbers[i] = RecordedTable.NumberOf(cells[i + 1], name, line);
        var (open, high, low, close, volume) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);

        // Some recordings have no value; the middle of the candle is near enough for what it is used for.
        var value = cells[6].Length > 0 ? RecordedTable.NumberOf(cells[6], name, line) : volume * (high + low + close) / 3;
        var isPossible = low > 0 && low <= Math.Min(open, close) && high >= Math.Max(open, close);
        return isPossible
            ? new Candle(opensAt, open, high, low, close, volume, value)
            : throw RecordedTable.Refused(name, line, "the low is not the lowest or the high not the highest price of the candle");
    }
}
