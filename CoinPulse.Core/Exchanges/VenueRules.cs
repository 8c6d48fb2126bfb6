using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Exchanges;

/// <summary>
/// What Upbit's KRW markets accept, as one pure function: the engine asks it before it sends, the paper exchange when it receives.
/// It only refuses; it never changes an order.
/// </summary>
public static class VenueRules
{
    /// <summary>0.05 % for maker and taker alike, charged in won on both sides.</summary>
    public static readonly Percent Fee = Percent.Of(0.05m);

    /// <summary>Upbit refuses orders under 5,000 KRW.</summary>
    public static readonly Krw Minimum = new(5_000);

    /// <summary>Upbit refuses orders over 1,000,000,000 KRW.</summary>
    public static readonly Krw Maximum = new(1_000_000_000);

    /// <summary>The first reason for which the venue would refuse this order, or null.</summary>
    /// <param name="book">The visible book, where it is known; without it the depth of market orders is not judged.</param>
    /// <param name="last">The price at which a market sell is valued when there is no book.</param>
    public static ExchangeFault? Check(OrderRequest order, OrderChance chance, OrderBook? book, Price? last = null)
    {
        if (!chance.IsOpen) return new ExchangeFault(ExchangeFaultKind.MarketHalted, "market_offline", "거래가 정지된 마켓입니다.");
        if (CheckShape(order) is { } wrong) return wrong;

        return ValueOf(order, book, last) is { } value ? CheckValue(order.Side, value, chance) ?? CheckDepth(order, book) : CheckDepth(order, book);
    }

    /// <summary>What an order is worth to the venue's minimum and maximum; null for a market sell when no price is known.</summary>
    public static Krw? ValueOf(OrderRequest order, OrderBook? book, Price? last = null) => order.Kind switch
    {
        OrderKind.Limit or OrderKind.LimitIoc => order.Limit!.Value * order.Quantity!.Value,
        OrderKind.MarketBuy => order.Funds!.Value,
        OrderKind.MarketSell => (book?.BestBid ?? last) is { } price ? price * order.Quantity!.Value : null,
    };

    /// <summary>Won that a buy of this value reserves: its funds and the fee on them, never a hair less than its fills can cost.</summary>
    public static Krw Reserve(decimal funds, Percent fee) => new(CeilingOf(funds + funds * fee.Fraction));

    /// <summary>The fee of a trade, cut to what a <see cref="Krw"/> holds.</summary>
    public static Krw FeeOf(Price price, Quantity quantity, Percent fee) => new(Math.Round(price.Value * quantity.Value * fee.Fraction, Krw.Decimals, MidpointRounding.ToZero));

    /// <summary>Price × quantity, cut to what a <see cref="Krw"/> holds, so that fund and fee together never exceed the reserve.</summary>
    public static Krw FundsOf(Price price, Quantity quantity) => new(Math.Round(price.Value * quantity.Value, Krw.Decimals, MidpointRounding.ToZero));

    private static ExchangeFault? CheckShape(OrderRequest order)
    {
        if (order.Quantity is { IsPositive: false } || order.Funds is { IsPositive: false } || order.Limit is { IsPositive: false })
        {
            return new ExchangeFault(ExchangeFaultKind.Invalid, "validation_error", "주문 가격과 수량은 0보다 커야 합니다.");
        }

        return order.Limit is { } limit && !KrwTicks.IsOnTick(limit)
            ? new ExchangeFault(ExchangeFaultKind.Invalid, order.Side == OrderSide.Bid ? "create_bid_error" : "create_ask_error", "주문 가격 단위를 잘못 입력했습니다.")
            : null;
    }

    private static ExchangeFault? CheckValue(OrderSide side, Krw value, OrderChance chance)
    {
        if (value < chance.Minimum)
        {
            return new ExchangeFault(
                ExchangeFaultKind.UnderMinimum,
                side == OrderSide.Bid ? "under_min_total_bid" : "under_min_total_ask",
                $"최소 주문 금액은 {chance.Minimum} KRW입니다.");
        }

        return value > chance.Maximum
            ? new ExchangeFault(
                ExchangeFaultKind.OverMaximum,
                side == OrderSide.Bid ? "over_krw_funds_bid" : "over_krw_funds_ask",
                $"최대 주문 금액은 {chance.Maximum} KRW입니다.")
            : null;
    }

    // Market orders larger than the thirty visible levels of the opposite side are refused when they are sent.
    private static ExchangeFault? CheckDepth(OrderRequest order, OrderBook? book)
    {
        var isOver = book is not null && order.Kind switch
        {
            OrderKind.MarketBuy => order.Funds!.Value > book.AskValue,
            OrderKind.MarketSell => order.Quantity!.Value > book.BidDepth,
            OrderKind.Limit or OrderKind.LimitIoc => false,
        };
        return isOver ? new ExchangeFault(ExchangeFaultKind.OverVisibleBook, "volume_too_large", "주문이 화면에 보이는 호가 잔량보다 큽니다.") : null;
    }

    private static decimal CeilingOf(decimal won)
    {
        var cut = Math.Round(won, Krw.Decimals, MidpointRounding.ToZero);
        return cut == won ? cut : cut + 0.000_000_000_001m;
    }
}
