using CoinPulse.Web.Shared;
using Microsoft.JSInterop;

namespace CoinPulse.Web.Shell;

/// <summary>The display settings of one open browser window: who changes them here changes the cookie, the page and every chart at once.</summary>
public sealed class DisplayChoice(IJSRuntime script)
{
    public DisplaySettings Settings { get; private set; } = new();

    public event EventHandler? Changed;

    /// <summary>What the cookies said when the page was requested.</summary>
    public void Begin(DisplaySettings settings) => Settings = settings;

    public Task ChooseAsync(ThemeChoice theme) => SetAsync(Settings with { Theme = theme }, DisplayCookies.ThemeName, DisplayCookies.ValueOf(theme));

    public Task ChooseAsync(RiseColours rise) => SetAsync(Settings with { Rise = rise }, DisplayCookies.RiseName, DisplayCookies.ValueOf(rise));

    public Task ChooseAsync(Density density) => SetAsync(Settings with { Density = density }, DisplayCookies.DensityName, DisplayCookies.ValueOf(density));

    /// <summary>From light to dark or back, whatever made it so.</summary>
    public Task ToggleThemeAsync() => ChooseAsync(Settings.IsDark ? ThemeChoice.Light : ThemeChoice.Dark);

    public void SystemIs(bool dark)
    {
        if (Settings.SystemIsDark == dark) return;
        Settings = Settings with { SystemIsDark = dark };
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private async Task SetAsync(DisplaySettings settings, string cookie, string value)
    {
        Settings = settings;
        await script.InvokeVoidAsync("coinpulseDisplay.set", cookie, value);
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
