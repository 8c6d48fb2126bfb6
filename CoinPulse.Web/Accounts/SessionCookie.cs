using System.Security.Claims;
using CoinPulse.Core.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;

namespace CoinPulse.Web.Accounts;

/// <summary>Each request asks the database whether its session is open, so that a revoked device is out at its next click.</summary>
internal static class SessionCookie
{
    public const string SessionClaim = "coinpulse:session";

    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        // Style sheets and scripts are open to everybody; asking for each of them would ask ten times a page.
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null) return;

        var services = context.HttpContext.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var sessions = services.GetRequiredService<ISignInSessions>();
        if (await IsOpenAsync(context.Principal, services, now, context.HttpContext.RequestAborted))
        {
            await sessions.SeenAsync(context.Principal!.RequireUserId(), context.Principal!.SessionId()!.Value, now, context.HttpContext.RequestAborted);
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    public static async Task<bool> IsOpenAsync(ClaimsPrincipal? principal, IServiceProvider services, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var stampClaim = services.GetRequiredService<IOptions<IdentityOptions>>().Value.ClaimsIdentity.SecurityStampClaimType;
        return principal?.UserId() is { } owner && principal.SessionId() is { } session && principal.FindFirstValue(stampClaim) is { } stamp
            && await services.GetRequiredService<ISignInSessions>().IsOpenAsync(owner, session, stamp, now, cancellationToken);
    }

    public static UserId? UserId(this ClaimsPrincipal principal) =>
        principal.Identity?.IsAuthenticated == true && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? new(id) : null;

    /// <exception cref="InvalidOperationException">Nobody is signed in: the page forgot to ask for it.</exception>
    public static UserId RequireUserId(this ClaimsPrincipal principal) =>
        principal.UserId() ?? throw new InvalidOperationException("Nobody is signed in.");

    public static SessionId? SessionId(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(SessionClaim), out var id) ? new(id) : null;
}
