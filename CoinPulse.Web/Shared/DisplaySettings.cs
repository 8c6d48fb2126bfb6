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
public sealed record DisplaySettings(ThemeChoice Theme = ThemeChoice.System, RiseColours Rise = RiseColours.RedUp, Density Density = Density.Comfortable, bool SystemIsDark = false)
{
    public bool IsDark => Theme switch
    {
        ThemeChoice.Dark => true,
        ThemeChoice.Light => false,
        ThemeChoice.System => SystemIsDark,
    };

    /// <summary>For <c>Dense</c> of MudBlazor's tables and grids.</summary>
    public bool IsDense => Density == Density.Compact;
}
