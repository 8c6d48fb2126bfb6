using System.Globalization;
using System.Text;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Indicators;
using CoinPulse.Core.Time;

namespace CoinPulse.Web.Shared;

/// <summary>
/// A run of candles with their lines, as the browser keeps it: one element of the page, sent once. A chart that is pulled back gets one more of them, and
/// nothing that is there is sent again.
/// </summary>
/// <param name="Candles">Oldest first.</param>
/// <param name="Lines">One number for each candle.</param>
public sealed record ChartPage(IReadOnlyList<Candle> Candles, IReadOnlyList<StudyLine> Lines)
{
    private string? _columns;

    /// <summary>Columns, as chart-series.js reads them: <c>{"t":[…],"o":[…],"h":[…],"l":[…],"c":[…],"v":[…],"s":{"sma5":[…]}}</c>.</summary>
    public string Columns => _columns ??= Write();

    /// <summary>Plotly and our script know no zones: they are given the seconds of Seoul's wall clock.</summary>
    public static long Seconds(DateTimeOffset moment) => (Kst.In(moment).DateTime - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;

    private string Write()
    {
        var json = new StringBuilder("{\"t\":[").AppendJoin(',', Candles.Select(candle => Seconds(candle.OpenAt)));
        Column(json.Append(']'), "o", Candles.Select(candle => (double?)candle.Open));
        Column(json, "h", Candles.Select(candle => (double?)candle.High));
        Column(json, "l", Candles.Select(candle => (double?)candle.Low));
        Column(json, "c", Candles.Select(candle => (double?)candle.Close));
        Column(json, "v", Candles.Select(candle => (double?)candle.Volume));
        json.Append(",\"s\":").Append(Named(Lines)).Append('}');
        return json.ToString();
    }

    internal static string Named(IReadOnlyList<StudyLine> lines)
    {
        var json = new StringBuilder("{");
        foreach (var line in lines)
        {
            if (json.Length > 1) json.Append(',');
            json.Append('"').Append(line.Key).Append("\":[").AppendJoin(',', line.Values.Select(Number)).Append(']');
        }

        return json.Append('}').ToString();
    }

    private static void Column(StringBuilder json, string name, IEnumerable<double?> values) =>
        json.Append(",\"").Append(name).Append("\":[").AppendJoin(',', values.Select(Number)).Append(']');

    // Ten digits are more than a pixel shows, and half of what a double would say.
    private static string Number(double? value) => value is { } number ? number.ToString("G10", CultureInfo.InvariantCulture) : "null";
}
