using CoinPulse.Core.Accounts;
using Microsoft.AspNetCore.StaticAssets;

namespace CoinPulse.Web.Accounts;

/// <summary>Whether the installation still waits for its first admin. Once it has one it has one for ever, so that answer is kept.</summary>
internal sealed class FirstRunGate(IFirstRun firstRun)
{
    private volatile bool _done;

    public async ValueTask<bool> IsWaitingAsync(CancellationToken cancellationToken)
    {
        if (_done) return false;
        _done = !await firstRun.IsWaitingForEveryoneAsync(cancellationToken);
        return !_done;
    }
}

/// <summary>While nobody exists every page leads to the set-up; afterwards there is no such page.</summary>
internal sealed class FirstRunMiddleware(RequestDelegate next, FirstRunGate gate)
{
    private static readonly string[] Open = ["/health", "/culture", "/error", AccountPaths.Legal];

    public async Task InvokeAsync(HttpContext context)
    {
        var waiting = await gate.IsWaitingAsync(context.RequestAborted);
        var isSetUp = context.Request.Path.StartsWithSegments(AccountPaths.SetUp, StringComparison.OrdinalIgnoreCase);
        if (!waiting && isSetUp)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (waiting && !isSetUp && !IsOpen(context))
        {
            context.Response.Redirect(AccountPaths.SetUp);
        }
        else
        {
            await next(context);
        }
    }

    private static bool IsOpen(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null
        || Array.Exists(Open, path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
}
