using Microsoft.AspNetCore.Localization;

namespace CoinPulse.Web.Accounts;

/// <summary>The language of the pages, kept by the browser for those who are not signed in and for circuits.</summary>
internal static class LanguageCookie
{
    private static readonly string[] Languages = ["ko", "en"];

    public static bool Knows(string language) => Languages.Contains(language, StringComparer.Ordinal);

    public static void Set(HttpContext context, string language)
    {
        var clock = context.RequestServices.GetRequiredService<TimeProvider>();
        context.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)),
            new CookieOptions { Expires = clock.GetUtcNow().AddYears(1), IsEssential = true, HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Lax });
    }
}
