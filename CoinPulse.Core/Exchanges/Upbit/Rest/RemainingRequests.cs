using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace CoinPulse.Core.Exchanges.Upbit.Rest;

/// <summary>
/// What Upbit says in the header <c>Remaining-Req: group=candles; min=600; sec=9</c>: how many requests of the group are left in the current second. <c>min</c> is
/// a left-over without meaning. The group is text: its spelling differs from the documentation's.
/// </summary>
internal readonly record struct RemainingRequests(string Group, int Left)
{
    public static RemainingRequests? Read(string? header)
    {
        string? group = null;
        int? left = null;
        foreach (var part in header?.Split(';', StringSplitOptions.TrimEntries) ?? [])
        {
            var (name, value) = part.Split('=', 2, StringSplitOptions.TrimEntries) is [var first, var second] ? (first, second) : (part, "");
            if (name.Equals("group", StringComparison.OrdinalIgnoreCase)) group = value;
            if (name.Equals("sec", StringComparison.OrdinalIgnoreCase) && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) left = number;
        }

        return group is { Length: > 0 } && left is { } sec ? new RemainingRequests(group, sec) : null;
    }
}

/// <summary>How long a block lasts. The form of the answer 418 is not documented: a header, or a number with its unit in the words.</summary>
internal static partial class Block
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(2);

    /// <returns>Null when nothing was said.</returns>
    public static TimeSpan? Read(RetryConditionHeaderValue? retryAfter, DateTimeOffset now, string message)
    {
        if (retryAfter?.Delta is { } delta) return delta;
        if (retryAfter?.Date is { } date) return date > now ? date - now : TimeSpan.Zero;
        if (Duration().Match(message) is not { Success: true } said) return null;

        var number = double.Parse(said.Groups["number"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(Math.Min(number * SecondsOf(said.Groups["unit"].Value), Longest.TotalSeconds));
    }

    private static double SecondsOf(string unit) => unit.ToUpperInvariant() switch
    {
        ['밀', ..] or ['M', 'S', ..] or ['M', 'I', 'L', ..] => 0.001,
        ['분', ..] or ['M', ..] => 60,
        ['시', ..] or ['H', ..] => 3_600,
        _ => 1,
    };

    [GeneratedRegex("""(?<number>\d{1,9}(\.\d{1,3})?)\s*(?<unit>밀리초|milliseconds?|ms|초|sec(ond)?s?|분|min(ute)?s?|시간|hours?|[hms]\b)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Duration();
}
