using System.Globalization;
using System.Text.RegularExpressions;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Surge;
using CoinPulse.Core.Markets.Surge.Record;
using CoinPulse.Core.Money;
using CoinPulse.Web.Shared;

namespace CoinPulse.Web.Markets.Surge;

/// <summary>Scores, parts and outcomes in the reader's language.</summary>
public static partial class SurgeWords
{
    public static string Name(SurgePredictor predictor) => Text($"Predictor_{predictor}");

    public static string Help(SurgePredictor predictor) => Text($"Help_{predictor}");

    public static string Name(SurgeReason part) => Text($"Part_{part.Code}");

    public static string Points(SurgeReason part) => Figures.Words(SurgeText.PartPoints, Signed(part.Points), Signed(part.Most));

    /// <summary>The inputs of a part in a sentence.</summary>
    public static string Why(SurgeReason part) => Place().Replace(Text($"PartWhy_{part.Code}"), match => Signed(part.Facts[match.Groups["name"].Value]));

    public static string Timing(SurgeTiming timing) => Text($"Timing_{timing}");

    public static string Label(SurgeLabel label) => Text($"Label_{label}");

    public static string Pattern(SurgePattern pattern) => Text($"Pattern_{pattern}");

    public static string Result(SurgeResult? result) => result is { } known ? Text($"Result_{known}") : SurgeText.ResultWaiting;

    /// <summary>What the exchange warns of, in words; a code that is new to us shows itself.</summary>
    public static string Caution(string code) => SurgeText.ResourceManager.GetString($"Caution_{code}", CultureInfo.CurrentUICulture) ?? code;

    public static string Share(double share) => Figures.Percent(new Percent((decimal)share), 1);

    public static string Interval(Proportion proportion) => Figures.Words(SurgeText.Interval, Share(proportion.Low), Share(proportion.High));

    /// <summary>Won traded, as short as a table needs it: in hundreds of millions in Korean, in billions elsewhere.</summary>
    public static string Short(Krw amount)
    {
        var isKorean = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "ko";
        return Figures.Words(SurgeText.ShortValue, (amount.Value / (isKorean ? 100_000_000m : 1_000_000_000m)).ToString(isKorean ? "#,0" : "#,0.0", CultureInfo.InvariantCulture));
    }

    public static string Times(double times) => Figures.Words(SurgeText.LiftTimes, times.ToString("0.00", CultureInfo.InvariantCulture));

    /// <summary>Null where the record is Upbit's own.</summary>
    public static string? SourceNote(PriceSource source) => source switch
    {
        PriceSource.Simulated => SurgeText.SimulatedRecord,
        PriceSource.Replay => SurgeText.ReplayRecord,
        PriceSource.Upbit => null,
    };

    private static string Signed(int number) => number < 0 ? "−" + (-number).ToString(CultureInfo.InvariantCulture) : number.ToString(CultureInfo.InvariantCulture);

    private static string Signed(string number) => number.StartsWith('-') ? "−" + number[1..] : number;

    private static string Text(string key) => SurgeText.ResourceManager.GetString(key, CultureInfo.CurrentUICulture) ?? key;

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
