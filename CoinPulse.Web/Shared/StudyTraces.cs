using CoinPulse.Core.Markets.Indicators;
using Plotly.Blazor;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;
using Bar = Plotly.Blazor.Traces.Bar;

namespace CoinPulse.Web.Shared;

/// <summary>The lines of studies as traces. chart.js knows each by its mark, <c>line:sma5</c>.</summary>
internal static class StudyTraces
{
    public static IEnumerable<ITrace> Of(PriceChartData data, int skip, List<object> times, ChartPanes panes, ChartColours colours)
    {
        foreach (var study in data.Studies)
        {
            foreach (var key in StudyLines.Of(study))
            {
                var values = data.Lines.FirstOrDefault(line => line.Key == key)?.Values.Skip(skip).Select(value => (object)value!).ToList() ?? [];
                yield return key == "histogram" ? Bars(key, values, times, panes.AxisOf(study), colours) : Line(study, key, values, times, panes.AxisOf(study), colours);
            }
        }
    }

    private static Scatter Line(Study study, string key, List<object> values, List<object> times, string axis, ChartColours colours)
    {
        var (colour, dash, width) = Look(key, colours);
        return new()
        {
            Name = NameOf(study, key),
            Mode = ModeFlag.Lines,
            YAxis = axis,
            X = times,
            Y = values,
            ConnectGaps = false,
            Line = new() { Color = colour, Width = width, Dash = dash },
            Meta = "line:" + key,
            ShowLegend = false,
        };
    }

    private static Bar Bars(string key, List<object> values, List<object> times, string axis, ChartColours colours) => new()
    {
        Name = SharedText.StudyHistogram,
        YAxis = axis,
        X = times,
        Y = values,
        Marker = new() { Color = colours.Muted, Opacity = 0.5m },
        Meta = "line:" + key,
        ShowLegend = false,
    };

    // Told apart by their dash as well as by their colour.
    private static (string Colour, string Dash, decimal Width) Look(string key, ChartColours colours) => key switch
    {
        "sma5" => (colours.Benchmarks[0], "solid", 1.5m),
        "sma20" => (colours.Primary, "solid", 1.5m),
        "sma60" => (colours.Benchmarks[2], "solid", 1.5m),
        "sma120" => (colours.Muted, "dash", 1.5m),
        "ema20" => (colours.Text, "dot", 1.5m),
        "upper" or "lower" => (colours.Benchmarks[1], "solid", 1m),
        "middle" => (colours.Benchmarks[1], "dot", 1m),
        "signal" => (colours.Benchmarks[0], "dash", 1.5m),
        _ => (colours.Primary, "solid", 1.5m),
    };

    private static string NameOf(Study study, string key) => key switch
    {
        "upper" => SharedText.StudyUpper,
        "middle" => SharedText.StudyMiddle,
        "lower" => SharedText.StudyLower,
        "signal" => SharedText.StudySignal,
        "macd" => "MACD",
        _ => study.Title(),
    };
}
