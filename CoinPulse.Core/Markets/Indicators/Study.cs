namespace CoinPulse.Core.Markets.Indicators;

/// <summary>What can be drawn over candles or below them.</summary>
public enum Study
{
    Sma5,
    Sma20,
    Sma60,
    Sma120,
    Ema20,
    Bollinger,
    Rsi,
    Macd,
    Atr,
}

/// <summary>One number for each candle; null where too few candles came before it.</summary>
/// <param name="Key">Short and lasting: it names the line in the browser.</param>
public sealed record StudyLine(string Key, IReadOnlyList<double?> Values);

/// <summary>Works studies out over candles, each with the periods that its inventor gave it.</summary>
public static class StudyLines
{
    /// <summary>
    /// Candles before the first that is shown. The longest simple mean is exact after 120; Wilder's means forget what came before the first of them to less than
    /// a hundred millionth, so pieces of a chart that were worked out apart fit together.
    /// </summary>
    public const int WarmUp = 300;

    /// <summary>The lines of a study, in the order in which they are drawn.</summary>
    public static IReadOnlyList<string> Of(Study study) => study switch
    {
        Study.Sma5 => ["sma5"],
        Study.Sma20 => ["sma20"],
        Study.Sma60 => ["sma60"],
        Study.Sma120 => ["sma120"],
        Study.Ema20 => ["ema20"],
        Study.Bollinger => ["upper", "middle", "lower"],
        Study.Rsi => ["rsi"],
        Study.Macd => ["histogram", "macd", "signal"],
        Study.Atr => ["atr"],
    };

    /// <param name="candles">Oldest first.</param>
    /// <param name="studies">Which.</param>
    /// <param name="skip">The candles at the beginning that only warm up: the lines have no numbers for them.</param>
    public static IReadOnlyList<StudyLine> Over(IReadOnlyList<Candle> candles, IEnumerable<Study> studies, int skip = 0)
    {
        var span = candles.AsSpan();
        var lines = new List<StudyLine>();
        foreach (var study in studies)
        {
            var columns = Of(study).Select(_ => new double?[Math.Max(0, candles.Count - skip)]).ToArray();
            var one = Begin(study);
            for (var i = 0; i < span.Length; i++)
            {
                var (first, second, third) = one(span[i]);
                if (i < skip) continue;
                columns[0][i - skip] = first;
                if (columns.Length <= 1) continue;
                columns[1][i - skip] = second;
                columns[2][i - skip] = third;
            }

            lines.AddRange(Of(study).Zip(columns, (key, values) => new StudyLine(key, values)));
        }

        return lines;
    }

    private static Func<Candle, (double? First, double? Second, double? Third)> Begin(Study study)
    {
        switch (study)
        {
            case Study.Bollinger:
                var bands = new BollingerBands();
                return candle =>
                {
                    bands.Add(candle.Close);
                    return (bands.Upper, bands.Middle, bands.Lower);
                };
            case Study.Macd:
                var macd = new Macd();
                return candle =>
                {
                    macd.Add(candle.Close);
                    return (macd.Histogram, macd.Line, macd.Signal);
                };
            case Study.Rsi:
                var rsi = new Rsi();
                return candle => (rsi.Add(candle.Close), null, null);
            case Study.Atr:
                var atr = new Atr();
                return candle => (atr.Add(candle), null, null);
            case Study.Ema20:
                var ema = new Ema(20);
                return candle => (ema.Add(candle.Close), null, null);
            default:
                var sma = new Sma(study switch { Study.Sma5 => 5, Study.Sma20 => 20, Study.Sma60 => 60, _ => 120 });
                return candle => (sma.Add(candle.Close), null, null);
        }
    }
}
