using CoinPulse.Core.Money;
using Plotly.Blazor;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;

namespace CoinPulse.Web.Shared;

public readonly record struct EquityPoint(DateTimeOffset At, Krw Value);

/// <summary>What one could have done instead: buy and hold, random entry. Already scaled to the same start by whoever knows the deposits.</summary>
/// <param name="Band">Between which two lines most of many tries lie, where there were many.</param>
public sealed record BenchmarkLine(string Name, IReadOnlyList<EquityPoint> Points, BenchmarkBand? Band = null);

public sealed record BenchmarkBand(IReadOnlyList<EquityPoint> Low, IReadOnlyList<EquityPoint> High);

/// <summary>The equity curve as Plotly draws it. Pure: tests read the traces.</summary>
public sealed record EquityChartModel(IReadOnlyList<ITrace> Traces, Layout Layout, string Summary)
{
    private static readonly string[] Dashes = ["dash", "dot", "dashdot"];

    public bool IsEmpty => Traces.Count == 0;

    /// <summary>One point is no line: until there are two, nothing is drawn.</summary>
    public static EquityChartModel Of(IReadOnlyList<EquityPoint> mine, IReadOnlyList<BenchmarkLine> benchmarks, ChartColours colours, bool drawdown = false, int height = 280)
    {
        if (mine.Count < 2) return new([], new Layout(), SharedText.EquityEmpty);

        var traces = new List<ITrace>();
        foreach (var (line, index) in benchmarks.Select((line, index) => (line, index)))
        {
            var colour = colours.Benchmarks[index % colours.Benchmarks.Count];
            if (line.Band is { } band) traces.AddRange(Band(line.Name, band, colour));
            traces.Add(Line(line.Name, line.Points, colour, Dashes[index % Dashes.Length], 1.5m));
        }

        traces.Add(Line(SharedText.EquityMine, mine, colours.Primary, "solid", 2.5m));
        if (drawdown) traces.Add(Drawdown(mine, colours));

        YAxis[] axes = drawdown
            ? [ChartFrame.Axis(colours, ",d", 0.30m), ChartFrame.Axis(colours, ".1%", 0, 0.22m)]
            : [ChartFrame.Axis(colours, ",d")];
        return new(traces, ChartFrame.Layout(colours, height, axes), Describe(mine));
    }

    /// <summary>How far each point is below the highest before it, as a fraction that is never positive.</summary>
    public static IReadOnlyList<decimal> DrawdownOf(IReadOnlyList<EquityPoint> points)
    {
        var peak = 0m;
        var falls = new List<decimal>(points.Count);
        foreach (var point in points)
        {
            peak = Math.Max(peak, point.Value.Value);
            falls.Add(peak > 0 ? point.Value.Value / peak - 1 : 0);
        }

        return falls;
    }

    private static Scatter Line(string name, IReadOnlyList<EquityPoint> points, string colour, string dash, decimal width) => new()
    {
        Name = name,
        Mode = ModeFlag.Lines,
        X = [.. points.Select(point => ChartFrame.At(point.At))],
        Y = [.. points.Select(point => (object)Math.Round(point.Value.Value))],
        Line = new() { Color = colour, Width = width, Dash = dash },
        HoverTemplate = "%{y:,d}",
    };

    /// <summary>Two edges without a line and the space between them; the hover tells the line alone.</summary>
    private static IEnumerable<Scatter> Band(string name, BenchmarkBand band, string colour)
    {
        foreach (var (edge, fill) in new[] { (band.Low, FillEnum.None), (band.High, FillEnum.ToNextY) })
        {
            yield return new()
            {
                Name = name,
                Mode = ModeFlag.Lines,
                X = [.. edge.Select(point => ChartFrame.At(point.At))],
                Y = [.. edge.Select(point => (object)Math.Round(point.Value.Value))],
                Line = new() { Color = colour, Width = 0 },
                Fill = fill,
                FillColor = colour + "26",
                ShowLegend = false,
                HoverInfo = HoverInfoFlag.Skip,
            };
        }
    }

    private static Scatter Drawdown(IReadOnlyList<EquityPoint> points, ChartColours colours) => new()
    {
        Name = SharedText.EquityDrawdown,
        Mode = ModeFlag.Lines,
        YAxis = "y2",
        X = [.. points.Select(point => ChartFrame.At(point.At))],
        Y = [.. DrawdownOf(points).Select(fall => (object)Math.Round(fall, 5))],
        Line = new() { Color = colours.Warning, Width = 1.5m },
        Fill = FillEnum.ToZeroY,
        FillColor = colours.WarningFill,
        HoverTemplate = "%{y:.2%}",
    };

    private static string Describe(IReadOnlyList<EquityPoint> points)
    {
        var (first, last) = (points[0], points[^1]);
        var change = first.Value.IsPositive ? Figures.SignedPercent(new Percent(last.Value.Value / first.Value.Value - 1)) : SharedText.Unknown;
        return Figures.Words(SharedText.EquitySummary, ChartFrame.At(first.At), ChartFrame.At(last.At), Figures.Won(first.Value), Figures.Won(last.Value), change);
    }
}
