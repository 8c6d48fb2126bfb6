using CoinPulse.Core.Accounts;
using CoinPulse.Web.Shared;
using Microsoft.JSInterop;

namespace CoinPulse.Web.Shell;

/// <summary>
/// The display settings of one open browser window: who changes them here changes the cookie, the page and every chart at once, and their other devices when
/// those open a page. The cookie is what a first paint needs; what the person chose is kept with them.
/// </summary>
public sealed class DisplayChoice(IJSRuntime script, IDisplayWishes wishes)
{
    private UserId _owner;

    public DisplaySettings Settings { get; private set; } = new();

    public event EventHandler? Changed;

    /// <summary>What the cookies said when the page was requested.</summary>
    public void Begin(DisplaySettings settings) => Settings = settings;

    /// <summary>Takes over what the person has chosen on another device since this browser last asked.</summary>
    public async Task FollowAsync(UserId owner, CancellationToken cancellationToken)
    {
        _owner = owner;
        var wish = await wishes.FindAsync(owner, cancellationToken);
        var chosen = Settings with
        {
            Theme = wish.Theme is null ? Settings.Theme : DisplayCookies.ThemeOf(wish.Theme),
            Rise = wish.Rise is null ? Settings.Rise : DisplayCookies.RiseOf(wish.Rise),
            Density = wish.Density is null ? Settings.Density : DisplayCookies.DensityOf(wish.Density),
        };
        if (chosen == Settings) return;
        Settings = chosen;
        await TellAsync(DisplayCookies.ThemeName, DisplayCookies.ValueOf(chosen.Theme));
        await TellAsync(DisplayCookies.RiseName, DisplayCookies.ValueOf(chosen.Rise));
        await TellAsync(DisplayCookies.DensityName, DisplayCookies.ValueOf(chosen.Density));
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public Task ChooseAsync(ThemeChoice theme) =>
        SetAsync(Settings with { Theme = theme }, DisplayCookies.ThemeName, DisplayCookies.ValueOf(theme), word => DisplayWish.None with { Theme = word });

    public Task ChooseAsync(RiseColours rise) =>
        SetAsync(Settings with { Rise = rise }, DisplayCookies.RiseName, DisplayCookies.ValueOf(rise), word => DisplayWish.None with { Rise = word });

    public Task ChooseAsync(Density density) =>
        SetAsync(Settings with { Density = density }, DisplayCookies.DensityName, DisplayCookies.ValueOf(density), word => DisplayWish.None with { Density = word });

    /// <summary>Shows or hides a column of a table. Only this browser knows it: a phone wants other columns than a desk.</summary>
    public async Task ChooseAsync(string column, bool shown)
    {
        Settings = Settings.With(column, shown);
        await TellAsync(DisplayCookies.ColumnsName, Settings.HiddenColumns);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>From light to dark or back, whatever made it so.</summary>
    public Task ToggleThemeAsync() => ChooseAsync(Settings.IsDark ? ThemeChoice.Light : ThemeChoice.Dark);

    public void SystemIs(bool dark)
    {
        if (Settings.SystemIsDark == dark) return;
        Settings = Settings with { SystemIsDark = dark };
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private async Task SetAsync(DisplaySettings settings, string cookie, string value, Func<string, DisplayWish> wish)
    {
        Settings = settings;
        await TellAsync(cookie, value);
        Changed?.Invoke(this, EventArgs.Empty);
        if (_owner != default) await wishes.KeepAsync(_owner, wish(value), CancellationToken.None);
    }

    private ValueTask TellAsync(string cookie, string value) => script.InvokeVoidAsync("coinpulseDisplay.set", cookie, value);
}
