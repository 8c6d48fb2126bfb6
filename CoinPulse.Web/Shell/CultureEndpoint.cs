using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;

namespace CoinPulse.Web.Shell;

/// <summary><c>/culture?set=en&amp;return=/trading</c>: remembers the language and goes back. Plain HTTP, because a circuit cannot set a cookie.</summary>
internal static class CultureEndpoint
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public static RedirectHttpResult Set(HttpContext context, string? set, string? @return)
    {
        if (Languages.All.Any(language => language.Code == set))
        {
            context.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(set!)),
                new CookieOptions { MaxAge = Kept, Path = "/", SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true, Secure = context.Request.IsHttps });
        }

        return TypedResults.LocalRedirect(IsLocal(@return) ? @return! : "/");
    }

    /// <summary>A path of ours: not another host, not a protocol-relative or backslashed disguise of one, no control characters.</summary>
    public static bool IsLocal(string? address) =>
        address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(char.IsControl);
}
