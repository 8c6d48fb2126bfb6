using System.Globalization;
using System.Text.RegularExpressions;

namespace CoinPulse.Web.Trading.History;

/// <summary>Lines of comma-separated values as RFC 4180 has them, with numbers as they are.</summary>
internal static partial class Csv
{
    public static string Line(IEnumerable<object?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private static string Cell(object? value) => value switch
    {
        null => "",
        decimal number => number.ToString("0.############", CultureInfo.InvariantCulture),
        double number => number.ToString("0.###", CultureInfo.InvariantCulture),
        int number => number.ToString(CultureInfo.InvariantCulture),
        _ => Text(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    /// <summary>A text that a spreadsheet would take for a formula is told to be text.</summary>
    private static string Text(string text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
        return NeedsQuotes().IsMatch(safe) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    [GeneratedRegex("[,\"\r\n]", RegexOptions.None, 1000)]
    private static partial Regex NeedsQuotes();
}
