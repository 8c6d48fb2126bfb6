using System.Security.Claims;
using CoinPulse.Core.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;

namespace CoinPulse.Web.Shell;

/// <summary><c>/culture?set=en&amp;return=/trading</c>: remembers the language and goes back. Plain HTTP, because a circuit cannot set a cookie.</summary>
internal static class CultureEndpoint
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <summary>Kept by the browser and, for who is signed in, with the person: their mails and their next device speak it too.</summary>
    public static async Task<RedirectHttpResult> SetAsync(HttpContext context, IDisplayWishes wishes, string? set, string? @return)
    {
        if (Languages.All.Any(language => language.Code == set) && Guid.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), out var person))
        {
            await wishes.KeepLanguageAsync(new UserId(person), set!, context.RequestAborted);
        }

        return Set(context, set, @return);
    }

    public static RedirectHttpResult Set(HttpContext context, string? set, string? @return)
    {
        if (Languages.All.Any(language => language.Code == set)) Remember(context, set!);
        return TypedResults.LocalRedirect(IsLocal(@return) ? @return! : "/");
    }

    /// <summary>The language of this browser from now on.</summary>
    public static void Remember(HttpContext context, string language) => context.Response.Cookies.Append(
        CookieRequestCultureProvider.DefaultCookieName,
        CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)),
        new CookieOptions { MaxAge = Kept, Path = "/", SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true, Secure = context.Request.IsHttps });

    /// <summary>A path of ours: not another host, not a protocol-relative or backslashed disguise of one, no control characters.</summary>
    public static bool IsLocal(string? address) =>
        address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(char.IsControl);
}
