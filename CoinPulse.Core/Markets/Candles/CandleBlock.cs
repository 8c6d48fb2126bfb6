namespace CoinPulse.Core.Markets.Candles;

/// <summary>
/// One row of candles: a source, a market, a unit and a stretch of time. A stretch is a UTC day for units under an hour, a month for
/// hours, a year for days and weeks, so that a row is some kilobytes and a chart is a few rows.
/// </summary>
public sealed class CandleBlock
{
    private CandleBlock()
    {
    }

    public CandleBlock(PriceSource source, MarketCode market, CandleUnit unit, DateOnly begins) =>
        (Source, Market, Unit, Begins, Ends) = (source, market, unit, begins, EndOf(unit, begins));

    public PriceSource Source { get; private init; }

    public MarketCode Market { get; private init; }

    public CandleUnit Unit { get; private init; }

    /// <summary>The first UTC day; part of the key.</summary>
    public DateOnly Begins { get; private init; }

    /// <summary>The first UTC day that is no longer in the block.</summary>
    public DateOnly Ends { get; private init; }

    public byte[] Packed { get; private set; } = [];

    public IReadOnlyList<Candle> Candles => Packed.Length == 0 ? [] : CandlePacking.Unpack(Unit, Packed);

    /// <summary>The first day of the block in which a candle lies.</summary>
    public static DateOnly BeginOf(CandleUnit unit, DateTimeOffset openAt)
    {
        var day = DateOnly.FromDateTime(openAt.UtcDateTime);
        return unit switch
        {
            < CandleUnit.Hour1 => day,
            < CandleUnit.Day1 => new DateOnly(day.Year, day.Month, 1),
            _ => new DateOnly(day.Year, 1, 1),
        };
    }

    /// <summary>Takes candles of this block in. One that opens when another does replaces it.</summary>
    public void Take(IEnumerable<Candle> candles)
    {
        var byOpening = new SortedDictionary<DateTimeOffset, Candle>();
        foreach (var candle in Candles.Concat(candles))
        {
            if (BeginOf(Unit, candle.OpenAt) != Begins) throw new ArgumentException($"A candle at {candle.OpenAt:u} does not lie in the block of {Begins}.", nameof(candles));
            byOpening[candle.OpenAt] = candle;
        }

        Packed = CandlePacking.Pack(Unit, [.. byOpening.Values]);
    }

    private static DateOnly EndOf(CandleUnit unit, DateOnly begins) => unit switch
    {
        < CandleUnit.Hour1 => begins.AddDays(1),
        < CandleUnit.Day1 => begins.AddMonths(1),
        _ => begins.AddYears(1),
    };
}
