using System.Globalization;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using Plotly.Blazor;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;
using Plotly.Blazor.Traces.ScatterLib.MarkerLib;
using Bar = Plotly.Blazor.Traces.Bar;
using LineShape = Plotly.Blazor.Traces.ScatterLib.LineLib.ShapeEnum;

namespace CoinPulse.Web.Shared;

/// <summary>A buy or a sale on the chart.</summary>
public readonly record struct TradeMark(DateTimeOffset At, Price Price, bool IsBuy, string Text);

/// <summary>Where the stop stood from a moment on. A path is steps: it holds until the next point.</summary>
public readonly record struct PathPoint(DateTimeOffset At, Price Price);

/// <summary>What a price chart shows.</summary>
/// <param name="Candles">Closed candles, oldest first.</param>
/// <param name="StopPath">The stop as it was set and moved.</param>
/// <param name="TrailPath">The part of the stop's way that followed the peak; the stop's own path ends where it begins.</param>
/// <param name="Targets">Target prices that are or were in force.</param>
/// <param name="EndedAt">When the position was over; null while it lives and its lines grow with the candles.</param>
public sealed record PriceChartData(
    MarketCode Market,
    IReadOnlyList<Candle> Candles,
    IReadOnlyList<TradeMark> Trades,
    IReadOnlyList<PathPoint> StopPath,
    IReadOnlyList<PathPoint> TrailPath,
    IReadOnlyList<Price> Targets,
    DateTimeOffset? EndedAt = null);

/// <summary>What moves on a chart that is already drawn.</summary>
/// <param name="Candles">The newest closed candles and the one that is forming, oldest first.</param>
public sealed record PriceChartMove(IReadOnlyList<Candle> Candles, Price? Stop);

/// <summary>Candles, volume and the life of a position as Plotly draws them. Pure: tests read the traces.</summary>
public sealed record PriceChartModel(IReadOnlyList<ITrace> Traces, Layout Layout, string Summary)
{
    public static PriceChartModel Of(PriceChartData data, ChartColours colours, int height = 420)
    {
        var times = data.Candles.Select(candle => ChartFrame.At(candle.OpenAt)).ToList();
        var traces = new List<ITrace> { Candles(data.Candles, times, colours), Volume(data.Candles, times, colours) };
        var (end, trails) = (EndOf(data), data.TrailPath.Count > 0);
        if (data.StopPath.Count > 0) traces.Add(Path(SharedText.PriceStop, data.StopPath, trails ? data.TrailPath[0].At : end, colours.Warning, "solid", isInForce: !trails && data.EndedAt is null));
        if (trails) traces.Add(Path(SharedText.PriceTrail, data.TrailPath, end, colours.Benchmarks[2], "dot", isInForce: data.EndedAt is null));
        if (times.Count > 0) traces.AddRange(data.Targets.Select((target, index) => Target(target, index, times, colours, isInForce: data.EndedAt is null)));
        AddMarks(traces, data.Trades, isBuy: true, colours);
        AddMarks(traces, data.Trades, isBuy: false, colours);

        // The lower axis is the volume's; it keeps to the bottom fifth.
        var layout = ChartFrame.Layout(colours, height, ChartFrame.Axis(colours, TickFormat(data.Candles), 0.24m), ChartFrame.Axis(colours, "~s", 0, 0.18m));
        var last = data.Candles.Count > 0 ? Figures.Price(Price.FromCandle(data.Candles[^1].Close)) : SharedText.Unknown;
        return new(traces, layout, Figures.Words(SharedText.PriceChartSummary, data.Market.Value, data.Candles.Count, last));
    }

    /// <summary>The move as chart.js reads it: <c>{"candles":[["2026-04-01 09:00:00",1,2,0.5,1.5,10]],"stop":0.9}</c>.</summary>
    public static string Moved(PriceChartMove move)
    {
        var candles = move.Candles.Select(candle => string.Create(
            CultureInfo.InvariantCulture,
            $"[\"{ChartFrame.At(candle.OpenAt)}\",{candle.Open:R},{candle.High:R},{candle.Low:R},{candle.Close:R},{candle.Volume:R}]"));
        return $"{{\"candles\":[{string.Join(',', candles)}],\"stop\":{(move.Stop is { } stop ? stop.ToString() : "null")}}}";
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
            HoverTemplate = "%{y:,}",
        };
    }

    private static Scatter Target(Price target, int index, List<object> times, ChartColours colours, bool isInForce) => new()
    {
        Name = SharedText.PriceTarget,
        LegendGroup = "target",
        ShowLegend = index == 0,
        Mode = ModeFlag.Lines,
        X = [times[0], times[^1]],
        Y = [target.Value, target.Value],
        Line = new() { Color = colours.Primary, Width = 1.5m, Dash = "dash" },
        Meta = isInForce ? "now" : null,
        HoverTemplate = "%{y:,}",
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
            HoverTemplate = "%{y:,} %{text}",
        });
    }

    private static DateTimeOffset EndOf(PriceChartData data) =>
        data.EndedAt ?? (data.Candles.Count > 0 ? data.Candles[^1].OpenAt : DateTimeOffset.MinValue);

    private static string TickFormat(IReadOnlyList<Candle> candles)
    {
        var decimals = candles.Count > 0 ? Figures.PriceDecimals(Price.FromCandle(candles[^1].Close)) : 0;
        return string.Create(CultureInfo.InvariantCulture, $",.{decimals}f");
    }
}
