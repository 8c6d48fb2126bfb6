using CoinPulse.Web.Shared;
using MudBlazor;

namespace CoinPulse.Web.Shell;

/// <summary>The three themes as menus and settings show them.</summary>
internal static class ThemeChoices
{
    public static IReadOnlyList<(ThemeChoice Theme, Func<string> Title, string Icon)> All { get; } =
    [
        (ThemeChoice.System, () => ShellText.ThemeSystem, Icons.Material.Outlined.SettingsBrightness),
        (ThemeChoice.Light, () => ShellText.ThemeLight, Icons.Material.Outlined.LightMode),
        (ThemeChoice.Dark, () => ShellText.ThemeDark, Icons.Material.Outlined.DarkMode),
    ];
}
