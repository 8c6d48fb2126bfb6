using System.Globalization;
using System.Text.RegularExpressions;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;

namespace CoinPulse.Web.Trading;

/// <summary>A reason in the reader's language: the text of its code with the numbers behind it. A code without a text shows itself, so that nothing is hidden.</summary>
public static partial class ReasonText
{
    public static string Of(Reason reason)
    {
        var text = TradingText.ResourceManager.GetString($"Reason_{reason.Code}", CultureInfo.CurrentUICulture);
        return text is null ? reason.ToString() : Placeholder().Replace(text, match => reason.Facts.TryGetValue(match.Groups["name"].Value, out var fact) ? Show(fact) : match.Value);
    }

    /// <summary>Facts are kept as plain invariant text: numbers get their separators here, instants become Seoul's time.</summary>
    private static string Show(string fact)
    {
        if (decimal.TryParse(fact, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)) return number.ToString(Digits(number), CultureInfo.CurrentCulture);
        return DateTimeOffset.TryParse(fact, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? Kst.In(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            : fact;
    }

    /// <summary>A price reckoned to eight places is read to the place that a tick could have.</summary>
    private static string Digits(decimal number) => Math.Abs(number) switch
    {
        >= 10_000 => "#,0",
        >= 10 => "#,0.##",
        >= 1 => "#,0.####",
        _ => "#,0.########",
    };

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
