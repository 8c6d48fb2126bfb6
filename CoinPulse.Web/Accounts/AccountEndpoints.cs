using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Localization;

namespace CoinPulse.Web.Accounts;

/// <summary>What a plain link or button asks for without a page of its own.</summary>
internal static class AccountEndpoints
{
    private static readonly string[] Languages = ["ko", "en"];

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(AccountPaths.SignOut, SignOutAsync).AllowAnonymous();
        app.MapGet(AccountPaths.Language + "/{culture}", ChooseLanguage).AllowAnonymous();
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery, SignIns signIns)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();
        await signIns.SignOutAsync();
        return Results.LocalRedirect(AccountPaths.SignIn);
    }

    private static IResult ChooseLanguage(string culture, string? returnUrl, HttpContext context, TimeProvider clock)
    {
        if (!Languages.Contains(culture, StringComparer.Ordinal)) return Results.NotFound();
        context.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
            new CookieOptions { Expires = clock.GetUtcNow().AddYears(1), IsEssential = true, SameSite = SameSiteMode.Lax });
        return Results.LocalRedirect(AccountPaths.Local(returnUrl));
    }
}
