using System.Diagnostics;
using System.Security.Claims;
using Serilog;
using Serilog.Context;
using Serilog.Events;

namespace CoinPulse.Web.Operations.Logs;

/// <summary>Every line that a request or a circuit writes tells whose it was and by which number the person may name it to us.</summary>
internal static class RequestIdentity
{
    public const string Header = "X-Correlation-Id";

    public static string CorrelationId(this HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    /// <remarks>After authentication, so that the person is known.</remarks>
    public static void UseRequestIdentity(this IApplicationBuilder app)
    {
        app.Use(async (context, next) =>
        {
            var id = context.CorrelationId();
            context.Response.Headers[Header] = id;
            using (LogContext.PushProperty("CorrelationId", id))
            using (LogContext.PushProperty("User", context.User.FindFirstValue(ClaimTypes.NameIdentifier)))
            {
                await next(context);
            }
        });
        app.UseSerilogRequestLogging(options =>
        {
            options.GetLevel = (context, _, fault) =>
                fault is not null || context.Response.StatusCode >= 500 ? LogEventLevel.Error : LogEventLevel.Debug;
        });
    }
}
