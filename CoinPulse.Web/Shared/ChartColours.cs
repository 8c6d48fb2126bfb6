namespace CoinPulse.Web.Shared;

/// <summary>The colours of a chart. Plotly draws on canvas and SVG of its own, so it is given values, not CSS variables; a test keeps them equal to app.css.</summary>
public sealed record ChartColours(string Text, string Muted, string Grid, string Surface, string Primary, string PrimaryFill, string Up, string Down, string Warning, string WarningFill, IReadOnlyList<string> Benchmarks)
{
    private static readonly ChartColours Light = new("#14202b", "#52626f", "#dde4e9", "#ffffff", "#0b6b78", "rgba(11,107,120,0.10)", "#c8281f", "#1b5ccc", "#7a5200", "rgba(122,82,0,0.16)", ["#8a6d1d", "#7d8c99", "#7a4fb5"]);

    private static readonly ChartColours Dark = new("#e7edf2", "#9cabb8", "#26323d", "#141c24", "#53c7d3", "rgba(83,199,211,0.12)", "#ff7a70", "#79aefc", "#f0bd5a", "rgba(240,189,90,0.18)", ["#e0b84f", "#8b9aa7", "#b99af0"]);

    public static ChartColours For(DisplaySettings display)
    {
        var colours = display.IsDark ? Dark : Light;
        return display.Rise == RiseColours.RedUp ? colours : colours with { Up = display.IsDark ? "#52c98c" : "#0f7a46", Down = colours.Up };
    }
}
