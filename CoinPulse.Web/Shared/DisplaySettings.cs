namespace CoinPulse.Web.Shared;

public enum ThemeChoice
{
    System,
    Light,
    Dark,
}

public enum RiseColours
{
    /// <summary>상승 빨강, 하락 파랑: the Korean convention.</summary>
    RedUp,
    GreenUp,
}

public enum Density
{
    Comfortable,
    Compact,
}

/// <summary>
/// How one browser wants to see things. Cascaded to every page; read from cookies, so it is known before the first paint.
/// </summary>
/// <param name="SystemIsDark">What the device last said; decides when <see cref="Theme"/> follows it.</param>
/// <param name="HiddenColumns">Columns that are left out of tables, as <c>table.column</c>, each between two tildes.</param>
public sealed record DisplaySettings(
    ThemeChoice Theme = ThemeChoice.System, RiseColours Rise = RiseColours.RedUp, Density Density = Density.Comfortable, bool SystemIsDark = false, string HiddenColumns = "~")
{
    public bool IsDark => Theme switch
    {
        ThemeChoice.Dark => true,
        ThemeChoice.Light => false,
        ThemeChoice.System => SystemIsDark,
    };

    public bool Shows(string column) => !HiddenColumns.Contains($"~{column}~", StringComparison.Ordinal);

    public DisplaySettings With(string column, bool shown) => Shows(column) == shown
        ? this
        : this with { HiddenColumns = shown ? HiddenColumns.Replace($"~{column}~", "~", StringComparison.Ordinal) : $"{HiddenColumns}{column}~" };

    /// <summary>For <c>Dense</c> of MudBlazor's tables and grids.</summary>
    public bool IsDense => Density == Density.Compact;
}
