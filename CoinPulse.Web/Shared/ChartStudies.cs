using CoinPulse.Core.Markets.Indicators;

namespace CoinPulse.Web.Shared;

/// <summary>Studies as a reader chooses them and as they stand in the address.</summary>
public static class ChartStudies
{
    /// <summary>What is drawn where nobody has chosen: the means of a week, a month and a quarter of candles.</summary>
    public static IReadOnlyList<Study> Usual { get; } = [Study.Sma5, Study.Sma20, Study.Sma60];

    public static IReadOnlyList<Study> All { get; } = Enum.GetValues<Study>();

    /// <summary>It has a pane of its own below the volume; the others lie over the candles.</summary>
    public static bool HasPane(this Study study) => study is Study.Rsi or Study.Macd or Study.Atr;

    public static string Key(this Study study) => study switch
    {
        Study.Sma5 => "ma5",
        Study.Sma20 => "ma20",
        Study.Sma60 => "ma60",
        Study.Sma120 => "ma120",
        Study.Ema20 => "ema20",
        Study.Bollinger => "bb",
        Study.Rsi => "rsi",
        Study.Macd => "macd",
        Study.Atr => "atr",
    };

    /// <summary>As traders write it in both languages.</summary>
    public static string Title(this Study study) => study switch
    {
        Study.Sma5 => "MA 5",
        Study.Sma20 => "MA 20",
        Study.Sma60 => "MA 60",
        Study.Sma120 => "MA 120",
        Study.Ema20 => "EMA 20",
        Study.Bollinger => SharedText.StudyBollinger,
        Study.Rsi => "RSI 14",
        Study.Macd => "MACD 12·26·9",
        Study.Atr => "ATR 14",
    };

    /// <summary>The studies that an address names, in our order; the usual ones where it names none at all.</summary>
    public static IReadOnlyList<Study> Read(string? with)
    {
        if (with is null) return Usual;
        var named = with.Split(',', StringSplitOptions.TrimEntries);
        return [.. All.Where(study => named.Contains(study.Key(), StringComparer.OrdinalIgnoreCase))];
    }

    /// <summary>For an address; null for the usual ones.</summary>
    public static string? Write(IReadOnlyList<Study> studies) => studies.SequenceEqual(Usual) ? null : string.Join(',', studies.Select(Key));

    /// <summary>The same without this study, or with it.</summary>
    public static IReadOnlyList<Study> Toggle(IReadOnlyList<Study> studies, Study study) =>
        [.. All.Where(other => other == study ? !studies.Contains(study) : studies.Contains(other))];
}
