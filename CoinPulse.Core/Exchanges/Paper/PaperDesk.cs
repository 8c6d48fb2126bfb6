using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Exchanges.Paper;

/// <summary>The market as an order finds it.</summary>
/// <param name="Info">Null when the source has no such market.</param>
/// <param name="Book">The visible book with what our own fills took of this snapshot gone; null when the source shows none.</param>
internal sealed record PaperMarket(MarketInfo? Info, MarketQuote? Quote, OrderBook? Book)
{
    public IEnumerable<BookLevel> Opposite(OrderSide taker) =>
        Book is { } book ? (taker == OrderSide.Bid ? book.Asks : book.Bids)
        : Quote is { } quote ? PaperDepth.Assumed(taker, quote)
        : [];
}

/// <summary>What a decision on an account comes to: the rows to write, what to answer, and what was taken from the visible book.</summary>
internal sealed record PaperOutcome<T>(PaperDraft Draft, ExchangeAnswer<T> Answer, IReadOnlyList<Match> Taken);

/// <summary>The decisions of the paper exchange. Pure: an account, a market and a request in, a draft and an answer out.</summary>
internal static class PaperDesk
{
    private static readonly ExchangeFault NotFound = new(ExchangeFaultKind.OrderNotFound, "order_not_found", "주문을 찾을 수 없습니다.");

    public static OrderChance ChanceOf(MarketInfo market) =>
        new(market.Market, VenueRules.Fee, VenueRules.Fee, VenueRules.Minimum, VenueRules.Maximum, !market.Halted);

    /// <summary>Accepts an order with its immediate fills, or refuses it; its identifier is burned either way.</summary>
    public static PaperOutcome<ExchangeOrder> Submit(PaperState state, OrderRequest request, PaperMarket market, DateTimeOffset now, bool byHand = false)
    {
        var draft = new PaperDraft(state, now);
        var order = draft.Enter(request, byHand);
        if (Refusal(request, order, market, draft) is { } fault)
        {
            draft.Refuse(order, fault);
            return new PaperOutcome<ExchangeOrder>(draft, ExchangeAnswer<ExchangeOrder>.Refused(fault), []);
        }

        var taken = Execute(draft, order, market);
        return new PaperOutcome<ExchangeOrder>(draft, ExchangeAnswer<ExchangeOrder>.Of(draft[order.Number].Shown()), taken);
    }

    /// <summary>Cancels a resting order. The answer shows it still waiting, as Upbit's does.</summary>
    public static PaperOutcome<ExchangeOrder> Cancel(PaperState state, Func<PaperOrder, bool> which, DateTimeOffset now)
    {
        var draft = new PaperDraft(state, now);
        if (state.Resting.Values.FirstOrDefault(which) is not { } order)
        {
            return new PaperOutcome<ExchangeOrder>(draft, ExchangeAnswer<ExchangeOrder>.Refused(NotFound), []);
        }

        draft.End(order.Number, ExchangeOrderState.Cancelled);
        return new PaperOutcome<ExchangeOrder>(draft, ExchangeAnswer<ExchangeOrder>.Of(order.Shown()), []);
    }

    /// <summary>
    /// Cancels a resting sale and sells its rest at market. A previous order that is already final is answered with yes, and nothing is sold;
    /// then the new identifier is not used up. A refusal leaves the previous order resting and burns the new identifier.
    /// </summary>
    /// <param name="final">The previous order where it is not resting; null when there is none.</param>
    public static PaperOutcome<CancelAndSellReceipt> CancelAndSell(
        PaperState state, CancelAndSell request, PaperOrder? final, PaperMarket market, DateTimeOffset now)
    {
        var draft = new PaperDraft(state, now);
        if (state.Resting.Values.FirstOrDefault(order => order.Key == request.Previous) is not { } previous)
        {
            return new PaperOutcome<CancelAndSellReceipt>(draft, final is null
                ? ExchangeAnswer<CancelAndSellReceipt>.Refused(NotFound)
                : ExchangeAnswer<CancelAndSellReceipt>.Of(new CancelAndSellReceipt(final.Shown(), null)), []);
        }

        if (previous.Side != OrderSide.Ask || previous.Market != request.Market)
        {
            var wrong = new ExchangeFault(ExchangeFaultKind.Invalid, "validation_error", "같은 마켓의 매도 주문만 바꿀 수 있습니다.");
            return new PaperOutcome<CancelAndSellReceipt>(draft, ExchangeAnswer<CancelAndSellReceipt>.Refused(wrong), []);
        }

        draft.End(previous.Number, ExchangeOrderState.Cancelled);
        var sale = OrderRequest.SellAtMarket(request.Key, request.Market, previous.Rest);
        var order = draft.Enter(sale, byHand: false);
        if (Refusal(sale, order, market, draft) is { } fault)
        {
            var refused = new PaperDraft(state, now);
            refused.Refuse(refused.Enter(sale, byHand: false), fault);
            return new PaperOutcome<CancelAndSellReceipt>(refused, ExchangeAnswer<CancelAndSellReceipt>.Refused(fault), []);
        }

        var taken = Execute(draft, order, market);
        return new PaperOutcome<CancelAndSellReceipt>(
            draft, ExchangeAnswer<CancelAndSellReceipt>.Of(new CancelAndSellReceipt(previous.Shown(), order.Id)), taken);
    }

    /// <summary>Fills the resting orders that a print reaches. The draft is empty when it reaches none.</summary>
    public static PaperDraft Print(PaperState state, PriceEvent print, DateTimeOffset now)
    {
        var draft = new PaperDraft(state, now);
        foreach (var match in PaperMatching.Print(state.RestingIn(print.Market), print.Last, print.Traded))
        {
            draft.Queue(match.Order, match.QueueAhead);
            if (!match.Filled.IsPositive) continue;
            var filled = draft.Fill(match.Order, draft[match.Order].Limit!.Value, match.Filled);
            if (filled.Rest.IsZero) draft.End(match.Order, ExchangeOrderState.Done);
        }

        return draft;
    }

    private static ExchangeFault? Refusal(OrderRequest request, PaperOrder order, PaperMarket market, PaperDraft draft)
    {
        if (market.Info is not { } info)
        {
            return new ExchangeFault(ExchangeFaultKind.MarketNotFound, "notfoundmarket", $"다음 마켓에 없는 종목입니다: {request.Market}");
        }

        if (VenueRules.Check(request, ChanceOf(info), market.Book, market.Quote?.Bid ?? market.Quote?.Last) is { } fault) return fault;
        if (market.Quote is null && request.Kind != OrderKind.Limit)
        {
            return new ExchangeFault(ExchangeFaultKind.Busy, "market_offline", "아직 시세가 없는 마켓입니다.");
        }

        if (request.Side == OrderSide.Ask)
        {
            return request.Quantity!.Value > draft.FreeCoins(request.Market.Base)
                ? new ExchangeFault(ExchangeFaultKind.InsufficientCoins, "insufficient_funds_ask", $"주문 가능한 수량({request.Market.Base})이 부족합니다.")
                : null;
        }

        return PaperDraft.ReserveOf(order) > draft.FreeCash
            ? new ExchangeFault(ExchangeFaultKind.InsufficientFunds, "insufficient_funds_bid", "주문 가능한 금액(KRW)이 부족합니다.")
            : null;
    }

    private static IReadOnlyList<Match> Execute(PaperDraft draft, PaperOrder order, PaperMarket market)
    {
        order = draft.Lock(order);
        var own = draft.RestingIn(order.Market).Where(maker => maker.Side != order.Side);
        var matches = PaperMatching.Take(order, market.Opposite(order.Side), own);
        foreach (var match in matches) Apply(draft, order.Number, match);

        order = draft[order.Number];
        if (!order.IsOpen) return matches;
        if (order.Kind == OrderKind.Limit && order.Rest.IsPositive && !matches.Any(match => match.Kind == MatchKind.CancelTaker))
        {
            draft.Queue(order.Number, PaperMatching.QueueAhead(order.Side, order.Limit!.Value, market.Book));
        }
        else
        {
            draft.End(order.Number, IsExact(order) ? ExchangeOrderState.Done : ExchangeOrderState.Cancelled);
        }

        return matches;
    }

    private static void Apply(PaperDraft draft, long taker, Match match)
    {
        switch (match.Kind)
        {
            case MatchKind.Market:
                draft.Fill(taker, match.Price, match.Quantity);
                break;
            case MatchKind.Own:
                draft.Fill(taker, match.Price, match.Quantity);
                if (draft.Fill(match.Maker, match.Price, match.Quantity).Rest.IsZero) draft.End(match.Maker, ExchangeOrderState.Done);
                break;
            case MatchKind.CancelMaker:
                draft.End(match.Maker, ExchangeOrderState.Cancelled);
                break;
            case MatchKind.Reduce:
                draft.Reduce(match.Maker, match.Price, match.Quantity);
                draft.Reduce(taker, match.Price, match.Quantity);
                break;
            case MatchKind.CancelTaker:
                break;
        }
    }

    // A market buy seldom divides to eight decimals: what is left over is refunded and the order ends as cancelled.
    private static bool IsExact(PaperOrder order) => order.Funds is { } funds
        ? order.Trades.Aggregate(Krw.Zero, (sum, trade) => sum + trade.Funds) == funds
        : order.Executed.IsPositive && order.Rest.IsZero;
}
