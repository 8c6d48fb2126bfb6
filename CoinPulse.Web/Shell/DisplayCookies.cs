using CoinPulse.Web.Shared;

namespace CoinPulse.Web.Shell;

/// <summary>The display settings as four small cookies that theme.js and the server both read. What is unknown is the default.</summary>
internal static class DisplayCookies
{
    public const string ThemeName = "cp-theme";
    public const string RiseName = "cp-rise";
    public const string DensityName = "cp-density";
    public const string SystemName = "cp-system";

    public static DisplaySettings Read(IRequestCookieCollection cookies) => new(
        cookies[ThemeName] switch { "dark" => ThemeChoice.Dark, "light" => ThemeChoice.Light, _ => ThemeChoice.System },
        cookies[RiseName] == "green" ? RiseColours.GreenUp : RiseColours.RedUp,
        cookies[DensityName] == "compact" ? Density.Compact : Density.Comfortable,
        cookies[SystemName] == "dark");

    public static string ValueOf(ThemeChoice theme) => theme switch
    {
        ThemeChoice.System => "system",
        ThemeChoice.Light => "light",
        ThemeChoice.Dark => "dark",
    };

    public static string ValueOf(RiseColours rise) => rise switch
    {
        RiseColours.RedUp => "red",
        RiseColours.GreenUp => "green",
    };

    public static string ValueOf(Density density) => density switch
    {
        Density.Comfortable => "comfortable",
        Density.Compact => "compact",
    };
}
