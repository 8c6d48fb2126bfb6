using CoinPulse.Core.Holdings;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Web.Accounts;
using CoinPulse.Web.Trading.History;

namespace CoinPulse.Web.Holdings;

/// <summary>Orders, fills and days as files for a spreadsheet, in the reader's language. The owner comes from the session; the filters from the address.</summary>
internal static class HoldingsDownloads
{
    public static void MapHoldings(this IEndpointRouteBuilder app)
    {
        app.MapGet("/orders/orders.csv", OrdersAsync);
        app.MapGet("/orders/fills.csv", FillsAsync);
        app.MapGet("/holdings/days.csv", DaysAsync);
    }

    private static async Task OrdersAsync(HttpContext context, IViewedAccount viewed, IOrderRecords records, CancellationToken cancellationToken)
    {
        var account = await viewed.OpenAsync(context.User.RequireUserId(), cancellationToken);
        var query = Query(context);
        await HistoryDownloads.WriteAsync(
            context,
            "orders",
            [
                HoldingsText.Head_OrderId, HoldingsText.Head_Market, HoldingsText.Head_Side, HoldingsText.Head_Kind, HoldingsText.Head_Source, HoldingsText.Head_State, HoldingsText.Head_Limit,
                HoldingsText.Head_Quantity, HoldingsText.Head_Executed, HoldingsText.Head_Price, HoldingsText.Head_Funds, HoldingsText.Head_Fee, HoldingsText.Head_Ordered, HoldingsText.Head_Position,
            ],
            async skip => [.. (await records.FindAsync(account.Owner, account.Id, query with { Skip = skip }, cancellationToken)).Orders.Select(line => Row(line.Order))],
            cancellationToken);
    }

    private static async Task FillsAsync(HttpContext context, IViewedAccount viewed, IOrderRecords records, CancellationToken cancellationToken)
    {
        var account = await viewed.OpenAsync(context.User.RequireUserId(), cancellationToken);
        var query = Query(context);
        await HistoryDownloads.WriteAsync(
            context,
            "fills",
            [
                HoldingsText.Head_TradeId, HoldingsText.Head_OrderId, HoldingsText.Head_Market, HoldingsText.Head_Side, HoldingsText.Head_Source, HoldingsText.Head_Price, HoldingsText.Head_Executed,
                HoldingsText.Head_Funds, HoldingsText.Head_Fee, HoldingsText.Head_Traded,
            ],
            async skip => [.. (await records.TradesAsync(account.Owner, account.Id, query with { Skip = skip }, cancellationToken)).Select(Row)],
            cancellationToken);
    }

    private static async Task DaysAsync(HttpContext context, IViewedAccount viewed, IBalanceHistory history, EngineClock clock, CancellationToken cancellationToken)
    {
        var account = await viewed.OpenAsync(context.User.RequireUserId(), cancellationToken);
        var range = BalanceRange.Find(context.Request.Query["range"]);
        var days = (await history.ReadAsync(account, range.From(Kst.Today(clock)), cancellationToken)).Days;
        await HistoryDownloads.WriteAsync(
            context,
            "days",
            [HoldingsText.Head_Day, HoldingsText.Head_Equity, HoldingsText.Head_In, HoldingsText.Head_Out, HoldingsText.Head_Record],
            skip => Task.FromResult<IReadOnlyList<object?[]>>([.. days.SkipLast(1).Skip(skip).Take(HistoryDownloads.ReadAtOnce).Select(Row)]),
            cancellationToken);
    }

    /// <summary>Oldest first: what happens while we write comes at the end, and no row is missed or told twice.</summary>
    private static RecordQuery Query(HttpContext context) =>
        RecordAddress.Read(key => context.Request.Query[key]) with { Ascending = true, Skip = 0, Take = HistoryDownloads.ReadAtOnce };

    private static object?[] Row(OrderRecord order) =>
    [
        order.Id, order.Market, HoldingsWords.Of(order.Side), HoldingsWords.Kind(order), HoldingsWords.Of(order.Source), HoldingsWords.State(order), order.Limit?.Value,
        order.Quantity?.Value, order.Executed.Value, order.AveragePrice?.Value, order.ExecutedFunds.Value, order.PaidFee.Value, HistoryDownloads.Instant(order.CreatedAt), order.Position,
    ];

    private static object?[] Row(TradeRecord trade) =>
    [
        trade.Id, trade.Order, trade.Market, HoldingsWords.Of(trade.Side), HoldingsWords.Of(trade.Source), trade.Price.Value, trade.Quantity.Value, trade.Funds.Value, trade.Fee.Value,
        HistoryDownloads.Instant(trade.At),
    ];

    private static object?[] Row(DayBalance day) =>
        [HoldingsWords.Day(day.On), day.Equity.Value, day.In.Value, day.Out.Value, day.IsComputed ? HoldingsText.Computed : HoldingsText.Seen];
}
