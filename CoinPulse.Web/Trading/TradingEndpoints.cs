using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Web.Accounts;
using CoinPulse.Web.Trading.History;
using Microsoft.AspNetCore.Antiforgery;

namespace CoinPulse.Web.Trading;

/// <summary>The stop switch without a circuit: a plain form that works when the page is gone.</summary>
internal static class TradingEndpoints
{
    public static void MapTrading(this IEndpointRouteBuilder app)
    {
        app.MapPost("/trading/stop", StopAsync);
        HistoryDownloads.Map(app);
    }

    private static async Task<IResult> StopAsync(
        HttpContext context, IAntiforgery antiforgery, IViewedAccount viewed, ITradingDesk desk, CancellationToken cancellationToken)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();
        var owner = context.User.RequireUserId();
        var account = await viewed.OpenAsync(owner, cancellationToken);
        await desk.StopAsync(owner, account.Id, "stop-switch", CancellationToken.None);
        return Results.LocalRedirect("/trading");
    }
}
