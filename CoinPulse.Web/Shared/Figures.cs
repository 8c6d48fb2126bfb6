using System.Globalization;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;

namespace CoinPulse.Web.Shared;

/// <summary>
/// How numbers are written, once for components, sentences and charts. Digits are grouped alike in both languages;
/// only the words around them differ.
/// </summary>
public static class Figures
{
    private static readonly CultureInfo Digits = CultureInfo.InvariantCulture;

    /// <summary>Won, no decimals: <c>1,234,567원</c>, <c>₩1,234,567</c>. A tiny amount that would read as minus zero reads as zero.</summary>
    public static string Won(Krw amount) => Words(SharedText.Won, WonDigits(amount));

    public static string WonDigits(Krw amount) => Rounded(amount.Value, 0);

    /// <summary>Won with its sign always: <c>+1,234원</c>, <c>−1,234원</c>, <c>0원</c>.</summary>
    public static string SignedWon(Krw amount) => Sign(Math.Round(amount.Value, 0, MidpointRounding.AwayFromZero)) + Won(amount.Abs());

    /// <summary>A price with the decimals of its tick.</summary>
    public static string Price(Price price) => Rounded(price.Value, PriceDecimals(price));

    /// <summary>The decimals that Upbit's won ticks have at this price, in force since 2025-07-31.</summary>
    public static int PriceDecimals(Price price) => Math.Abs(price.Value) switch
    {
        >= 100m or 0m => 0,
        >= 10m => 1,
        >= 1m => 2,
        >= 0.1m => 3,
        >= 0.01m => 4,
        >= 0.001m => 5,
        >= 0.0001m => 6,
        >= 0.00001m => 7,
        _ => 8,
    };

    /// <summary>Coins, all the digits that matter and none of the zeros after them.</summary>
    public static string Quantity(Quantity quantity) => quantity.Value.ToString("#,0.########", Digits);

    public static string Percent(Percent percent, int decimals = 2) => Rounded(percent.Points, decimals) + "%";

    /// <summary>A percentage with its sign always: <c>+1.25%</c>.</summary>
    public static string SignedPercent(Percent percent, int decimals = 2) =>
        Sign(Math.Round(percent.Points, decimals, MidpointRounding.AwayFromZero)) + Percent(new Percent(Math.Abs(percent.Fraction)), decimals);

    /// <summary>A moment in Seoul: <c>2026-04-01 12:01</c>.</summary>
    public static string Time(DateTimeOffset at, bool precise = false) => Kst.In(at).ToString(precise ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm", Digits);

    /// <summary>A length of time in its two greatest units.</summary>
    public static string Span(TimeSpan span)
    {
        var length = span.Duration();
        if (length < TimeSpan.FromMinutes(1)) return Words(SharedText.SpanSeconds, (int)length.TotalSeconds);
        if (length < TimeSpan.FromHours(1)) return Words(SharedText.SpanMinutes, (int)length.TotalMinutes);
        if (length < TimeSpan.FromDays(1)) return length.Minutes == 0 ? Words(SharedText.SpanHours, length.Hours) : Words(SharedText.SpanHoursMinutes, length.Hours, length.Minutes);
        return length.Hours == 0 ? Words(SharedText.SpanDays, length.Days) : Words(SharedText.SpanDaysHours, length.Days, length.Hours);
    }

    /// <summary>How long ago, or how soon: <c>3분 전</c>, <c>in 2 h</c>.</summary>
    public static string Relative(DateTimeOffset at, DateTimeOffset now)
    {
        var gap = now - at;
        var isPast = gap >= TimeSpan.Zero;
        var length = gap.Duration();
        if (length < TimeSpan.FromSeconds(5)) return SharedText.RelativeNow;
        if (length < TimeSpan.FromMinutes(1)) return Words(isPast ? SharedText.RelativeSeconds : SharedText.InSeconds, (int)length.TotalSeconds);
        if (length < TimeSpan.FromHours(1)) return Words(isPast ? SharedText.RelativeMinutes : SharedText.InMinutes, (int)length.TotalMinutes);
        if (length < TimeSpan.FromDays(1)) return Words(isPast ? SharedText.RelativeHours : SharedText.InHours, (int)length.TotalHours);
        return Words(isPast ? SharedText.RelativeDays : SharedText.InDays, (int)length.TotalDays);
    }

    /// <summary>Fills the places of a resource sentence.</summary>
    public static string Words(string sentence, params object[] values) => string.Format(CultureInfo.CurrentCulture, sentence, values);

    private static string Rounded(decimal value, int decimals)
    {
        var rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        var text = Math.Abs(rounded).ToString("N" + decimals.ToString(Digits), Digits);
        return rounded < 0 ? "−" + text : text;
    }

    // U+2212, the minus that is as wide as the plus.
    private static string Sign(decimal value) => value > 0 ? "+" : value < 0 ? "−" : "";
}
