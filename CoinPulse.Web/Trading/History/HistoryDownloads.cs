using System.Globalization;
using System.Text;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Web.Accounts;

namespace CoinPulse.Web.Trading.History;

/// <summary>What a history page shows, whole, as a file for a spreadsheet. The owner comes from the session; the filters from the address.</summary>
internal static class HistoryDownloads
{
    public const int ReadAtOnce = 500;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/trading/closed.csv", ClosedAsync);
        app.MapGet("/trading/decisions.csv", DecisionsAsync);
    }

    private static async Task ClosedAsync(HttpContext context, IViewedAccount viewed, ITradeHistory history, CancellationToken cancellationToken)
    {
        var owner = context.User.RequireUserId();
        var account = await viewed.OpenAsync(owner, cancellationToken);

        // Oldest first: what is closed while we write comes at the end, and no row is missed or told twice.
        var query = HistoryAddress.Trades(key => context.Request.Query[key]) with { Sort = TradeSort.ClosedAt, Ascending = true, Take = ReadAtOnce };
        await WriteAsync(
            context,
            "closed",
            ["id", "market", "strategy", "opened_at", "closed_at", "bought", "bought_krw", "sold", "sold_krw", "fees_krw", "profit_krw", "reason", "why_bought", "why_sold", "ms_to_sent", "ms_to_sold"],
            async skip => [.. (await history.ClosedAsync(owner, account.Id, query with { Skip = skip }, cancellationToken)).Trades.Select(Row)],
            cancellationToken);
    }

    private static async Task DecisionsAsync(HttpContext context, IViewedAccount viewed, ITradeHistory history, CancellationToken cancellationToken)
    {
        var owner = context.User.RequireUserId();
        var account = await viewed.OpenAsync(owner, cancellationToken);
        var query = HistoryAddress.Decisions(key => context.Request.Query[key]) with { Take = ReadAtOnce };
        await WriteAsync(
            context,
            "decisions",
            ["id", "market", "strategy", "decision", "why", "seen", "first_at", "last_at", "count"],
            async skip => [.. (await history.DecisionsAsync(owner, account.Id, query with { Skip = skip }, cancellationToken)).Decisions.Select(Row)],
            cancellationToken);
    }

    /// <param name="read">Gives the rows after so many; fewer than <see cref="ReadAtOnce"/> are the last.</param>
    public static async Task WriteAsync(
        HttpContext context, string name, string[] head, Func<int, Task<IReadOnlyList<object?[]>>> read, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"coinpulse-{name}.csv\"";
        context.Response.Headers.CacheControl = "no-store";

        // With a byte order mark, without which Excel takes Korean for something else.
        await using var writer = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await writer.WriteAsync(Csv.Line(head));
        for (var skip = 0; ; skip += ReadAtOnce)
        {
            var rows = await read(skip);
            foreach (var row in rows) await writer.WriteAsync(Csv.Line(row));
            if (rows.Count < ReadAtOnce) return;
            await writer.FlushAsync(cancellationToken);
        }
    }

    private static object?[] Row(Position trade) =>
    [
        trade.Id, trade.Market, trade.Strategy, Instant(trade.OpenedAt), Instant(trade.ClosedAt), trade.Bought.Value, trade.BoughtFunds.Value, trade.Sold.Value,
        trade.SoldFunds.Value, (trade.BoughtFees + trade.SoldFees).Value, trade.Profit.Value, trade.ClosedBecause, ReasonText.Of(trade.WhyBought),
        trade.WhySold is { } why ? ReasonText.Of(why) : null, trade.Stopwatch?.SeenToSubmitted?.TotalMilliseconds, trade.Stopwatch?.SeenToFilled?.TotalMilliseconds,
    ];

    private static object?[] Row(Decision decision) =>
    [
        decision.Id, decision.Market, decision.Strategy, decision.Kind, ReasonText.Of(decision.Why), decision.Opinion is { } seen ? ReasonText.Of(seen) : null,
        Instant(decision.FirstAt), Instant(decision.LastAt), decision.Count,
    ];

    /// <summary>Seoul's time, as the pages show it and as a spreadsheet understands it.</summary>
    public static string? Instant(DateTimeOffset? at) => at is { } known ? Kst.In(known).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : null;
}
