namespace CoinPulse.Core.Markets.Replay;

/// <summary>The lengths of candles as the names of recorded files write them: <c>30m</c>.</summary>
public static class RecordedUnits
{
    private static readonly Dictionary<string, CandleUnit> Known = new(StringComparer.Ordinal)
    {
        ["1m"] = CandleUnit.Minute1,
        ["3m"] = CandleUnit.Minute3,
        ["5m"] = CandleUnit.Minute5,
        ["10m"] = CandleUnit.Minute10,
        ["15m"] = CandleUnit.Minute15,
        ["30m"] = CandleUnit.Minute30,
        ["60m"] = CandleUnit.Hour1,
        ["240m"] = CandleUnit.Hour4,
        ["1d"] = CandleUnit.Day1,
        ["1w"] = CandleUnit.Week1,
    };

    public static IReadOnlyCollection<string> All => Known.Keys;

    public static CandleUnit? Find(string name) => Known.TryGetValue(name, out var unit) ? unit : null;

    public static string NameOf(CandleUnit unit) => Known.First(known => known.Value == unit).Key;
}
