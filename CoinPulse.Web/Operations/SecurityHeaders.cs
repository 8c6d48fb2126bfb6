using System.Security.Cryptography;

namespace CoinPulse.Web.Operations;

/// <summary>What browsers are told about our pages: nothing from another host, no foreign frame, nothing of a signed-in person kept in a cache.</summary>
internal static class SecurityHeaders
{
    private const string NonceKey = "CoinPulse.Nonce";

    /// <summary>The nonce of this response, for the one inline script that a page needs (the import map).</summary>
    public static string CspNonce(this HttpContext context)
    {
        if (context.Items[NonceKey] is string made) return made;
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        context.Items[NonceKey] = nonce;
        return nonce;
    }

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            Write(context);
            return Task.CompletedTask;
        });
        await next(context);
    });

    private static void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = Policy(context.CspNonce());

        // Static files carry their own answer; whatever a person's page shows is theirs alone.
        if (context.User.Identity?.IsAuthenticated == true && headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
    }

    // MudBlazor and Plotly write style attributes; scripts come from files of this host only.
    private static string Policy(string nonce) => string.Join("; ",
        "default-src 'self'",
        "base-uri 'self'",
        "connect-src 'self'",
        "font-src 'self' data:",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        $"script-src 'self' 'nonce-{nonce}'",
        "style-src 'self' 'unsafe-inline'");
}
