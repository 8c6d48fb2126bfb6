using CoinPulse.Core.Accounts;
using CoinPulse.Web.Shared;

namespace CoinPulse.Web.Shell;

/// <summary>The display settings as a few small cookies that theme.js and the server both read. What is unknown is the default.</summary>
internal static class DisplayCookies
{
    public const string ThemeName = "cp-theme";
    public const string RiseName = "cp-rise";
    public const string DensityName = "cp-density";
    public const string SystemName = "cp-system";
    public const string ColumnsName = "cp-columns";

    private const int LongestColumn = 40;
    private const int MostColumns = 60;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public static DisplaySettings Read(IRequestCookieCollection cookies) =>
        new(ThemeOf(cookies[ThemeName]), RiseOf(cookies[RiseName]), DensityOf(cookies[DensityName]), cookies[SystemName] == "dark", ColumnsOf(cookies[ColumnsName]));

    /// <summary>Gives a browser what its person has chosen elsewhere, before its first paint. Scripts read these cookies too.</summary>
    public static void Write(HttpContext context, DisplayWish wish)
    {
        foreach (var (name, value) in new[] { (ThemeName, wish.Theme), (RiseName, wish.Rise), (DensityName, wish.Density) })
        {
            if (value is null) continue;
            context.Response.Cookies.Append(name, value, new CookieOptions { MaxAge = Kept, Path = "/", SameSite = SameSiteMode.Lax, IsEssential = true });
        }
    }

    public static ThemeChoice ThemeOf(string? word) => word switch { "dark" => ThemeChoice.Dark, "light" => ThemeChoice.Light, _ => ThemeChoice.System };

    public static RiseColours RiseOf(string? word) => word == "green" ? RiseColours.GreenUp : RiseColours.RedUp;

    public static Density DensityOf(string? word) => word == "compact" ? Density.Compact : Density.Comfortable;

    /// <summary>Only words that could name a column, and not more than all tables have.</summary>
    public static string ColumnsOf(string? words) =>
        words?.Split('~', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length <= LongestColumn && word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '.')).Distinct(StringComparer.Ordinal).Take(MostColumns).ToList() is { Count: > 0 } columns
            ? $"~{string.Join('~', columns)}~"
            : "~";

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
