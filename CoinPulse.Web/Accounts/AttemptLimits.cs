using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace CoinPulse.Web.Accounts;

/// <summary>
/// How often one address may knock at the doors that strangers see. A form that comes too often is drawn again with what was typed and a sentence, and
/// nothing is looked up. The lock-out guards one account against many guesses; this guards many accounts against one guesser.
/// </summary>
internal sealed class AttemptLimits : IAsyncDisposable
{
    // An office behind one address signs in together in the morning; a guesser needs thousands.
    private static readonly Door[] Doors =
    [
        new(AccountPaths.SetUp, 10, TimeSpan.FromMinutes(5)),
        new(AccountPaths.SignIn, 30, TimeSpan.FromMinutes(5)),
        new(AccountPaths.TwoFactor, 30, TimeSpan.FromMinutes(5)),
        new(AccountPaths.Recovery, 30, TimeSpan.FromMinutes(5)),
        new(AccountPaths.SignUp, 10, TimeSpan.FromMinutes(30)),
        new(AccountPaths.ForgottenPassword, 10, TimeSpan.FromMinutes(30)),
        new(AccountPaths.ResetPassword, 10, TimeSpan.FromMinutes(30)),
    ];

    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, (string, string)>(context =>
    {
        var door = DoorOf(context)!;
        return RateLimitPartition.GetSlidingWindowLimiter((door.Path, Neighbourhood(context.Connection.RemoteIpAddress)), _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = door.Attempts,
            Window = door.Within,
            SegmentsPerWindow = 5,
            QueueLimit = 0,
        });
    });

    /// <returns>The longest that the visitor must wait; null when the attempt may be made.</returns>
    public TimeSpan? Refuse(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || DoorOf(context) is not { } door) return null;
        using var lease = _limiter.AttemptAcquire(context);
        return lease.IsAcquired ? null : door.Within;
    }

    public ValueTask DisposeAsync() => _limiter.DisposeAsync();

    /// <summary>Whoever has one IPv6 address has the other 2⁶⁴ of its network too.</summary>
    internal static string Neighbourhood(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };

    private static Door? DoorOf(HttpContext context) => Array.Find(Doors, door => context.Request.Path.StartsWithSegments(door.Path, StringComparison.OrdinalIgnoreCase));

    private sealed record Door(string Path, int Attempts, TimeSpan Within);
}

/// <summary>Marks a request that came too often. The page still draws, so that nothing typed is lost, but acts no more.</summary>
internal sealed class AttemptLimitMiddleware(RequestDelegate next, AttemptLimits limits)
{
    private static readonly object Key = new();

    public static TimeSpan? WaitOf(HttpContext context) => context.Items[Key] as TimeSpan?;

    public async Task InvokeAsync(HttpContext context)
    {
        if (limits.Refuse(context) is { } wait)
        {
            context.Items[Key] = wait;
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await next(context);
    }
}
