using CoinPulse.Core.Markets;

namespace CoinPulse.Web.Shared;

/// <summary>A candle length that charts offer, as it stands in the address.</summary>
public sealed record ChartUnit(string Key, CandleUnit Unit, Func<string> Title)
{
    public static IReadOnlyList<ChartUnit> All { get; } =
    [
        new("1m", CandleUnit.Minute1, () => SharedText.Unit_1m),
        new("3m", CandleUnit.Minute3, () => SharedText.Unit_3m),
        new("5m", CandleUnit.Minute5, () => SharedText.Unit_5m),
        new("15m", CandleUnit.Minute15, () => SharedText.Unit_15m),
        new("30m", CandleUnit.Minute30, () => SharedText.Unit_30m),
        new("1h", CandleUnit.Hour1, () => SharedText.Unit_1h),
        new("4h", CandleUnit.Hour4, () => SharedText.Unit_4h),
        new("1d", CandleUnit.Day1, () => SharedText.Unit_1d),
        new("1w", CandleUnit.Week1, () => SharedText.Unit_1w),
    ];

    /// <summary>Null where the address names none that we know.</summary>
    public static CandleUnit? Find(string? key) => All.FirstOrDefault(unit => unit.Key == key)?.Unit;

    public static ChartUnit Of(CandleUnit unit) => All.First(offered => offered.Unit == unit);
}
