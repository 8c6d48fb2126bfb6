using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Shell;

/// <summary>A language of the product, named in itself.</summary>
internal sealed record Language(string Code, string Name)
{
    public bool IsCurrent => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == Code;
}

/// <summary>Korean first, English complete.</summary>
internal static class Languages
{
    public static IReadOnlyList<Language> All { get; } = [new("ko", "한국어"), new("en", "English")];

    public static string SwitchTo(Language language, NavigationManager navigation) =>
        SwitchTo(language, "/" + navigation.ToBaseRelativePath(navigation.Uri));

    public static string SwitchTo(Language language, string returnTo) => $"/culture?set={language.Code}&return={Uri.EscapeDataString(returnTo)}";
}
