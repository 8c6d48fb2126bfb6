using CoinPulse.Core.Accounts;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.StaticAssets;

namespace CoinPulse.Web.Accounts;

/// <summary>Nobody passes who has not agreed to the current version of what must be agreed to: pages lead to the agreements, everything else is refused.</summary>
internal sealed class AgreementMiddleware(RequestDelegate next, IAgreements agreements)
{
    private static readonly string[] Open = ["/account", AccountPaths.Legal, "/health", "/culture", "/error", "/not-found"];

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.User.UserId() is not { } owner || IsOpen(context) || (await agreements.MissingToEnterAsync(owner, context.RequestAborted)).Count == 0)
        {
            await next(context);
        }
        else if (HttpMethods.IsGet(context.Request.Method) && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
        {
            var here = Uri.EscapeDataString(context.Request.Path + context.Request.QueryString);
            context.Response.Redirect($"{AccountPaths.Agreements}?{AccountPaths.ReturnUrl}={here}");
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
    }

    private static bool IsOpen(HttpContext context) =>
        context.GetEndpoint() is not { } endpoint
        || endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null
        || Array.Exists(Open, path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
}
