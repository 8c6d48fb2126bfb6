using System.Globalization;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using Plotly.Blazor;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;
using Plotly.Blazor.Traces.ScatterLib.MarkerLib;
using Bar = Plotly.Blazor.Traces.Bar;
using LineShape = Plotly.Blazor.Traces.ScatterLib.LineLib.ShapeEnum;

namespace CoinPulse.Web.Shared;

/// <summary>
/// Candles, volume, studies and the life of a position as Plotly draws them. Pure: tests read the traces. What it draws is the newest part; chart.js draws
/// the stretch that is looked at, out of the pages, with these traces as its patterns.
/// </summary>
public sealed record PriceChartModel(IReadOnlyList<ITrace> Traces, Layout Layout, string Summary)
{
    // A first picture soon: a phone shows as many, and the rest lies in the pages.
    private const int DrawnFirst = 120;

    public static PriceChartModel Of(PriceChartData data, ChartColours colours, int height = 420)
    {
        var skip = Math.Max(0, data.Candles.Count - DrawnFirst);
        IReadOnlyList<Candle> candles = [.. data.Candles.Skip(skip)];
        var times = candles.Select(candle => ChartFrame.At(candle.OpenAt)).ToList();
        var panes = ChartPanes.Of(data.Studies);
        var traces = new List<ITrace> { Candles(candles, times, colours), Volume(candles, times, colours) };
        traces.AddRange(StudyTraces.Of(data, skip, times, panes, colours));

        var (end, trails) = (EndOf(data), data.TrailPath.Count > 0);
        if (data.StopPath.Count > 0) traces.Add(Path(SharedText.PriceStop, data.StopPath, trails ? data.TrailPath[0].At : end, colours.Warning, "solid", isInForce: !trails && data.EndedAt is null));
        if (trails) traces.Add(Path(SharedText.PriceTrail, data.TrailPath, end, colours.Benchmarks[2], "dot", isInForce: data.EndedAt is null));
        if (times.Count > 0) traces.AddRange(data.Targets.Select((target, index) => Target(target, index, data.Candles[0], times, colours, isInForce: data.EndedAt is null)));
        AddMarks(traces, data.Trades, isBuy: true, colours);
        AddMarks(traces, data.Trades, isBuy: false, colours);

        var last = data.Candles.Count > 0 ? Figures.Price(Price.FromCandle(data.Candles[^1].Close)) : SharedText.Unknown;
        return new(traces, LayoutOf(data, panes, colours, height), Figures.Words(SharedText.PriceChartSummary, data.Market.Value, data.Candles.Count, last));
    }

    /// <summary>The decimals of the newest price.</summary>
    public static int Decimals(PriceChartData data) => data.Candles.Count > 0 ? Figures.PriceDecimals(Price.FromCandle(data.Candles[^1].Close)) : 0;

    /// <summary>The move as chart.js reads it: <c>{"candles":[["2026-04-01 09:00:00",1,2,0.5,1.5,10]],"stop":0.9,"s":{"sma5":[1.2]}}</c>.</summary>
    public static string Moved(PriceChartMove move)
    {
        var candles = move.Candles.Select(candle => string.Create(
            CultureInfo.InvariantCulture,
            $"[\"{ChartFrame.At(candle.OpenAt)}\",{candle.Open:R},{candle.High:R},{candle.Low:R},{candle.Close:R},{candle.Volume:R}]"));
        var lines = move.Lines.Count > 0 ? $",\"s\":{ChartPage.Named(move.Lines)}" : "";
        return $"{{\"candles\":[{string.Join(',', candles)}],\"stop\":{(move.Stop is { } stop ? stop.ToString() : "null")}{lines}}}";
    }

    private static Layout LayoutOf(PriceChartData data, ChartPanes panes, ChartColours colours, int height)
    {
        var axes = panes.Domains.Select((domain, pane) => ChartFrame.Axis(
            colours, pane == 0 ? string.Create(CultureInfo.InvariantCulture, $",.{Decimals(data)}f") : "~s", domain.From, domain.To));
        var layout = ChartFrame.Layout(colours, height, [.. axes]);

        // The hand that lies over it (chart-hand.js) drags, zooms and reads; Plotly's own way of doing so holds a page fast on a phone.
        layout.HoverMode = HoverModeEnum.False;
        layout.DragMode = DragModeEnum.False;
        return layout;
    }

    private static Candlestick Candles(IReadOnlyList<Candle> candles, List<object> times, ChartColours colours) => new()
    {
        Name = SharedText.PriceCandles,
        X = times,
        Open = [.. candles.Select(candle => (object)candle.Open)],
        High = [.. candles.Select(candle => (object)candle.High)],
        Low = [.. candles.Select(candle => (object)candle.Low)],
        Close = [.. candles.Select(candle => (object)candle.Close)],
        Increasing = new() { Line = new() { Color = colours.Up, Width = 1 }, FillColor = colours.Up },
        Decreasing = new() { Line = new() { Color = colours.Down, Width = 1 }, FillColor = colours.Down },
        ShowLegend = false,
    };

    private static Bar Volume(IReadOnlyList<Candle> candles, List<object> times, ChartColours colours) => new()
    {
        Name = SharedText.PriceVolume,
        YAxis = "y2",
        X = times,
        Y = [.. candles.Select(candle => (object)candle.Volume)],
        Marker = new() { ColorArray = [.. candles.Select(candle => (object)(candle.Close >= candle.Open ? colours.Up : colours.Down))], Opacity = 0.45m },
        Meta = "volume",
        ShowLegend = false,
    };

    /// <param name="isInForce">It grows with the candles: chart.js knows it by its mark.</param>
    private static Scatter Path(string name, IReadOnlyList<PathPoint> path, DateTimeOffset end, string colour, string dash, bool isInForce)
    {
        var points = path[^1].At < end ? path.Append(path[^1] with { At = end }) : path;
        return new()
        {
            Name = name,
            Mode = ModeFlag.Lines,
            X = [.. points.Select(point => ChartFrame.At(point.At))],
            Y = [.. points.Select(point => (object)point.Price.Value)],
            Line = new() { Color = colour, Width = 2, Dash = dash, Shape = LineShape.Hv },
            Meta = isInForce ? "stop" : null,
        };
    }

    private static Scatter Target(Price target, int index, Candle first, List<object> times, ChartColours colours, bool isInForce) => new()
    {
        Name = SharedText.PriceTarget,
        LegendGroup = "target",
        ShowLegend = index == 0,
        Mode = ModeFlag.Lines,
        X = [ChartFrame.At(first.OpenAt), times[^1]],
        Y = [target.Value, target.Value],
        Line = new() { Color = colours.Primary, Width = 1.5m, Dash = "dash" },
        Meta = isInForce ? "now" : null,
    };

    private static void AddMarks(List<ITrace> traces, IReadOnlyList<TradeMark> all, bool isBuy, ChartColours colours)
    {
        var marks = all.Where(mark => mark.IsBuy == isBuy).ToList();
        if (marks.Count == 0) return;
        traces.Add(new Scatter
        {
            Name = isBuy ? SharedText.PriceEntry : SharedText.PriceExit,
            Mode = ModeFlag.Markers,
            X = [.. marks.Select(mark => ChartFrame.At(mark.At))],
            Y = [.. marks.Select(mark => (object)mark.Price.Value)],
            TextArray = [.. marks.Select(mark => mark.Text)],
            Marker = new() { Symbol = isBuy ? SymbolEnum.TriangleUp : SymbolEnum.TriangleDown, Size = 14, Color = colours.Text, Line = new() { Color = colours.Surface, Width = 2 } },
        });
    }

    private static DateTimeOffset EndOf(PriceChartData data) =>
        data.EndedAt ?? (data.Candles.Count > 0 ? data.Candles[^1].OpenAt : DateTimeOffset.MinValue);
}
