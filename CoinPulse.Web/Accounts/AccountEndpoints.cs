using Microsoft.AspNetCore.Antiforgery;

namespace CoinPulse.Web.Accounts;

/// <summary>What a plain link or button asks for without a page of its own.</summary>
internal static class AccountEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(AccountPaths.SignOut, SignOutAsync).AllowAnonymous();
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery, SignIns signIns)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();
        await signIns.SignOutAsync();
        return Results.LocalRedirect(AccountPaths.SignIn);
    }
}
