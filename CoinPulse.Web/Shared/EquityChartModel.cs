using CoinPulse.Core.Money;
using Plotly.Blazor;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;
using Plotly.Blazor.Traces.ScatterLib.MarkerLib;

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
    public static EquityChartModel Of(IReadOnlyList<EquityPoint> mine, IReadOnlyList<BenchmarkLine> benchmarks, ChartColours colours, bool drawdown = false, int height = 280, EquityNotes? notes = null)
    {
        if (mine.Count < 2) return new([], new Layout(), SharedText.EquityEmpty);

        var traces = new List<ITrace>();
        foreach (var (line, index) in benchmarks.Select((line, index) => (line, index)))
        {
            var colour = colours.Benchmarks[index % colours.Benchmarks.Count];
            if (line.Band is { } band) traces.AddRange(Band(line.Name, band, colour));
            traces.Add(Line(line.Name, line.Points, colour, Dashes[index % Dashes.Length], 1.5m));
        }

        traces.AddRange(Mine(mine, notes ?? EquityNotes.None, colours));
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

    /// <summary>The part that was seen and the part that was worked out, each drawn where it is and broken where the other is; then what came and went.</summary>
    private static IEnumerable<ITrace> Mine(IReadOnlyList<EquityPoint> mine, EquityNotes notes, ChartColours colours)
    {
        if (notes.Computed.Count > 0)
        {
            var computed = notes.Computed.ToHashSet();
            yield return Line(notes.ComputedName, Part(mine, (at, next) => computed.Contains(at) || computed.Contains(next)), colours.Primary, "dot", 2m);
            yield return Line(SharedText.EquityMine, Part(mine, (at, next) => !computed.Contains(at) && !computed.Contains(next)), colours.Primary, "solid", 2.5m);
        }
        else
        {
            yield return Line(SharedText.EquityMine, mine, colours.Primary, "solid", 2.5m);
        }

        foreach (var marks in notes.Marks.GroupBy(mark => mark.IsIn)) yield return Marks(marks.Key, [.. marks], colours);
    }

    /// <summary>The points of the stretches that are wanted; a point without a height between two that are apart.</summary>
    private static List<EquityPoint?> Part(IReadOnlyList<EquityPoint> points, Func<DateTimeOffset, DateTimeOffset, bool> isWanted)
    {
        var part = new List<EquityPoint?>();
        foreach (var (point, next) in points.Zip(points.Skip(1)))
        {
            if (!isWanted(point.At, next.At)) continue;
            if (part.Count > 0 && part[^1] != point) part.Add(null);
            if (part.Count == 0 || part[^1] != point) part.Add(point);
            part.Add(next);
        }

        return part;
    }

    private static Scatter Marks(bool isIn, IReadOnlyList<EquityMark> marks, ChartColours colours) => new()
    {
        Name = isIn ? SharedText.EquityIn : SharedText.EquityOut,
        Mode = ModeFlag.Markers,
        X = [.. marks.Select(mark => ChartFrame.At(mark.At))],
        Y = [.. marks.Select(mark => (object)Math.Round(mark.Equity.Value))],
        TextArray = [.. marks.Select(mark => mark.Text)],
        HoverTemplate = "%{text}",
        Marker = new() { Symbol = isIn ? SymbolEnum.TriangleUp : SymbolEnum.TriangleDown, Size = 11, Color = colours.Text, Line = new() { Color = colours.Surface, Width = 2 } },
    };

    private static Scatter Line(string name, List<EquityPoint?> points, string colour, string dash, decimal width) => new()
    {
        Name = name,
        Mode = ModeFlag.Lines,
        X = [.. points.Select((point, index) => ChartFrame.At((point ?? points[index - 1])!.Value.At))],
        Y = [.. points.Select(point => point is { } known ? (object)Math.Round(known.Value.Value) : null!)],
        Line = new() { Color = colour, Width = width, Dash = dash },
        ConnectGaps = false,
        HoverTemplate = "%{y:,d}",
    };

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
