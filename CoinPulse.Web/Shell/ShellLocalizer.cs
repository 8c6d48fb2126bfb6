using Microsoft.Extensions.Localization;
using MudBlazor;

namespace CoinPulse.Web.Shell;

/// <summary>MudBlazor's own words. They are English inside it; in Korean they come from our resources, and so do the few English ones that we say better.</summary>
internal sealed class ShellLocalizer : MudLocalizer
{
    public override LocalizedString this[string key] => Find(key) is { } text
        ? new LocalizedString(key, text)
        : new LocalizedString(key, key, resourceNotFound: true);

    public override LocalizedString this[string key, params object[] arguments] => Find(key) is { } text
        ? new LocalizedString(key, Shared.Figures.Words(text, arguments))
        : new LocalizedString(key, key, resourceNotFound: true);

    private static string? Find(string key) => MudText.ResourceManager.GetString(key, System.Globalization.CultureInfo.CurrentUICulture);
}
