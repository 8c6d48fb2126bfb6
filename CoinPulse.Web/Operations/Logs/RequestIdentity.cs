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

    public static void UseRequestIdentity(this IApplicationBuilder app)
    {
        app.Use(async (context, next) =>
        {
            var id = context.CorrelationId();
            context.Response.Headers[Header] = id;
            using (LogContext.PushProperty("CorrelationId", id)) await next(context);
        });
        app.UseSerilogRequestLogging(options =>
        {
            options.Logger = app.ApplicationServices.GetRequiredService<Serilog.ILogger>();
            options.EnrichDiagnosticContext = (line, context) => line.Set("User", PersonOf(context));
            options.GetLevel = (context, _, fault) =>
                fault is not null || context.Response.StatusCode >= StatusCodes.Status500InternalServerError ? LogEventLevel.Error : LogEventLevel.Debug;
        });
        app.Use(ForgiveWhoLeftAsync);
    }

    /// <summary>A browser that left before its answer was ready is no fault of ours: it is written down as 499, not as an error.</summary>
    private static async Task ForgiveWhoLeftAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception gone) when (context.RequestAborted.IsCancellationRequested && gone is (OperationCanceledException or IOException))
        {
            if (!context.Response.HasStarted) context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
    }

    /// <remarks>After authentication. A circuit keeps the person of the request that opened it.</remarks>
    public static void UsePersonInLogs(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        using (LogContext.PushProperty("User", PersonOf(context))) await next(context);
    });

    private static string? PersonOf(HttpContext context) => context.User.FindFirstValue(ClaimTypes.NameIdentifier);
}
