using System.Globalization;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Manual;
using CoinPulse.Web.Shared;
using CoinPulse.Web.Trading.Positions;

namespace CoinPulse.Web.Markets.Order;

/// <summary>Orders by hand in words.</summary>
internal static class OrderWords
{
    public static string Side(OrderSide side) => side == OrderSide.Bid ? OrderText.Buy : OrderText.Sell;

    public static string Kind(OrderKind kind) => kind is OrderKind.Limit or OrderKind.LimitIoc ? OrderText.Limit : OrderText.AtMarket;

    public static string Of(OrderSource source) => Text($"Source_{source}");

    public static string State(ManualOrder order) => order switch
    {
        { IsLive: true, CancelAskedAt: not null, IsInDoubt: false } => OrderText.State_Cancelling,
        { State: IntentState.Cancelled, Executed.IsZero: true } => OrderText.State_CancelledEmpty,
        { State: IntentState.Cancelled, Kind: OrderKind.MarketBuy or OrderKind.MarketSell } => OrderText.State_Filled,   // how a market buy normally ends
        _ => Text($"State_{order.State}"),
    };

    /// <summary>Why an order came to nothing: our words for the class, and the exchange's own behind them.</summary>
    public static string? Refusal(ManualOrder order)
    {
        if (order.RefusalCode is not { } code) return null;
        var ours = OrderText.ResourceManager.GetString($"Refusal_{code}", CultureInfo.CurrentUICulture) ?? PositionText.ResourceManager.GetString($"Refusal_{code}", CultureInfo.CurrentUICulture) ?? code;
        return order.RefusalMessage is { Length: > 0 } theirs ? $"{ours} ({theirs})" : ours;
    }

    public static string Problem(Problem problem) => Figures.Words(Text($"Problem_{problem.Code}"), [.. problem.Arguments.Select(Figure)]);

    /// <summary>The amount of an order: coins, or the won that a market buy spends.</summary>
    public static string Amount(Quantity? quantity, Krw? funds) => quantity is { } coins ? Figures.Quantity(coins) : funds is { } won ? Figures.Won(won) : "–";

    public static string Act(OrderSide side) => side == OrderSide.Bid ? OrderText.BuyAct : OrderText.SellAct;

    /// <summary>What one click would make of the order, said on its button.</summary>
    public static string Correction(ManualDraft from, ManualDraft to) =>
        to.Limit is { } limit && to.Limit != from.Limit ? Figures.Words(OrderText.CorrectPrice, Figures.Price(limit))
        : to.Total is { } total ? Figures.Words(OrderText.CorrectTotal, Figures.Won(total))
        : Figures.Words(OrderText.CorrectQuantity, Figures.Quantity(to.Quantity ?? Quantity.Zero));

    /// <summary>What will happen, asked once more where won or the engine's coins move.</summary>
    public static ConfirmQuestion Question(string name, ManualPreview preview, AccountKind kind)
    {
        var order = preview.Order!;
        var isBuy = order.Side == OrderSide.Bid;
        var price = order.Limit is { } limit ? Figures.Words(OrderText.AtPrice, Figures.Price(limit)) : OrderText.AtMarketPrice;
        var sentence = Figures.Words(
            isBuy ? OrderText.AskBuy : OrderText.AskSell, kind == AccountKind.Paper ? SharedText.ModePaper : SharedText.ModeLive, name, price, Figures.Quantity(preview.Quantity ?? Quantity.Zero), Figures.Won(preview.Value), Figures.Won(preview.Fee));
        if (preview.FromEngine.IsPositive) sentence += " " + Figures.Words(OrderText.FromEngine, Figures.Quantity(preview.FromEngine));
        if (preview.OffMarket is { } off && off >= ManualRules.Far) sentence += " " + Figures.Words(OrderText.OffMarket, Figures.Percent(off, 1));
        return new ConfirmQuestion(isBuy ? OrderText.AskBuyTitle : OrderText.AskSellTitle, sentence, Act(order.Side), IsDestructive: !isBuy);
    }

    /// <summary>What became of the order that was just placed.</summary>
    public static string Outcome(ManualOrder order) => order.State switch
    {
        IntentState.Refused => Figures.Words(OrderText.OutcomeRefused, Refusal(order) ?? ""),
        IntentState.Unknown or IntentState.Sent or IntentState.Planned => OrderText.OutcomeUnknown,
        _ when order.Executed.IsPositive => Figures.Words(OrderText.OutcomeFilled, Figures.Quantity(order.Executed), Figures.Won(order.ExecutedFunds)),
        IntentState.Cancelled => OrderText.OutcomeEmpty,
        _ => OrderText.OutcomeResting,
    };

    private static object Figure(object argument) => argument switch
    {
        Price price => Figures.Price(price),
        Krw won => Figures.Won(won),
        Quantity coins => Figures.Quantity(coins),
        decimal step => step.ToString("#,0.########", CultureInfo.InvariantCulture),
        _ => argument,
    };

    private static string Text(string key) => OrderText.ResourceManager.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
