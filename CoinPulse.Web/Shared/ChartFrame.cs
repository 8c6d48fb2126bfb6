using System.Globalization;
using CoinPulse.Core.Time;
using Plotly.Blazor;
using Plotly.Blazor.ConfigLib;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.LayoutLib.LegendLib;
using XTickFont = Plotly.Blazor.LayoutLib.XAxisLib.TickFont;
using YAutoMargin = Plotly.Blazor.LayoutLib.YAxisLib.AutoMarginFlag;
using YSide = Plotly.Blazor.LayoutLib.YAxisLib.SideEnum;
using YTickFont = Plotly.Blazor.LayoutLib.YAxisLib.TickFont;

namespace CoinPulse.Web.Shared;

/// <summary>What all our charts have in common: Seoul time, the reader's language, the theme, little furniture.</summary>
internal static class ChartFrame
{
    private const string Fonts = "Pretendard, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', 'Noto Sans CJK KR', system-ui, sans-serif";

    public static Config Config() => new()
    {
        Responsive = true,
        DisplayLogo = false,
        DisplayModeBar = DisplayModeBarEnum.False,
        Locale = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
    };

    /// <param name="axes">From the top down; the time stands under the last.</param>
    public static Layout Layout(ChartColours colours, int height, params YAxis[] axes) => new()
    {
        Height = height,
        AutoSize = true,
        PaperBgColor = "rgba(0,0,0,0)",
        PlotBgColor = "rgba(0,0,0,0)",
        Font = new() { Family = Fonts, Size = 12, Color = colours.Muted },
        Margin = new() { L = 8, R = 8, T = 8, B = 40 },
        HoverMode = HoverModeEnum.XUnified,
        HoverLabel = new() { BgColor = colours.Surface, BorderColor = colours.Grid, Font = new() { Color = colours.Text, Family = Fonts, Size = 12 } },
        DragMode = DragModeEnum.Pan,
        Separators = ".,",
        UiRevision = "kept",
        ShowLegend = true,
        Legend = [new() { Orientation = OrientationEnum.H, X = 0, Y = 1.02m, YAnchor = YAnchorEnum.Bottom, Font = new() { Color = colours.Text, Size = 12 }, BgColor = "rgba(0,0,0,0)" }],
        XAxis = [new() { Anchor = axes.Length > 1 ? $"y{axes.Length}" : "y", GridColor = colours.Grid, LineColor = colours.Grid, ShowGrid = false, TickFont = new XTickFont { Color = colours.Muted, Size = 12 }, RangeSlider = new() { Visible = false } }],
        YAxis = axes,
    };

    /// <summary>An axis of numbers on the right, where the newest value is.</summary>
    public static YAxis Axis(ChartColours colours, string tickFormat, decimal from = 0, decimal to = 1) => new()
    {
        Side = YSide.Right,
        GridColor = colours.Grid,
        ZeroLine = false,
        TickFormat = tickFormat,
        TickFont = new YTickFont { Color = colours.Muted, Size = 12 },
        AutoMargin = YAutoMargin.True,
        FixedRange = true,
        Domain = [from, to],
    };

    /// <summary>Plotly knows no zones: it is given Seoul's wall clock.</summary>
    public static object At(DateTimeOffset moment) => Kst.In(moment).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
