namespace CoinPulse.Core.Markets;

/// <summary>
/// How many closed candles of a unit are kept in memory: ten hours of minutes, a month of quarter and half hours, sixty days of hours, two hundred of four hours.
/// The quarter hours are those of a swing with its late-entry penalties (30 days, 2,880 candles); the four hours those of a trend with the longest average.
/// What needs more is refused by the settings, in a sentence: a strategy that is never asked would say nothing and buy nothing, for ever.
/// </summary>
/// <remarks>A candle is 64 bytes, so a market is 0.7 to 1.4 MB as its series fill and are cut: 250 markets are 170 to 340 MB.</remarks>
public static class CandleDepths
{
    private static readonly (CandleUnit Unit, int Kept)[] Table =
    [
        (CandleUnit.Minute1, 600),
        (CandleUnit.Minute3, 600),
        (CandleUnit.Minute5, 600),
        (CandleUnit.Minute10, 600),
        (CandleUnit.Minute15, 3_000),
        (CandleUnit.Minute30, 1_500),
        (CandleUnit.Hour1, 1_500),
        (CandleUnit.Hour4, 1_200),
        (CandleUnit.Day1, 400),
        (CandleUnit.Week1, 100),
    ];

    /// <summary>Shortest first.</summary>
    public static IReadOnlyList<CandleUnit> Units { get; } = [.. Table.Select(depth => depth.Unit)];

    public static int Of(CandleUnit unit) => Table[IndexOf(unit)].Kept;

    internal static int IndexOf(CandleUnit unit)
    {
        var index = Array.FindIndex(Table, depth => depth.Unit == unit);
        return index >= 0 ? index : throw new ArgumentOutOfRangeException(nameof(unit), unit, "No candles of this unit are kept.");
    }
}
