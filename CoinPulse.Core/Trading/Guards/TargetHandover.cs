using CoinPulse.Core.Exchanges;

namespace CoinPulse.Core.Trading.Guards;

/// <summary>What a look at one of the two orders of a cancel-and-sell showed.</summary>
public enum OrderTrace
{
    /// <summary>The look itself failed.</summary>
    Unknown,
    NotFound,
    Waiting,
    Done,
    Cancelled,
}

public enum HandoverMove
{
    /// <summary>Look at both again in half a second.</summary>
    Watch,

    /// <summary>The new order is there: it is followed like any other.</summary>
    Follow,

    /// <summary>The target filled whole first: nothing is left to sell.</summary>
    TargetFirst,

    /// <summary>The coins are free and there is no new order: sell at market, next attempt.</summary>
    PlainSell,

    /// <summary>Send the same request with the same identifier once more.</summary>
    SendAgain,

    /// <summary>Cancel the target by itself; then sell.</summary>
    CancelTarget,

    /// <summary>Refused while the target still rests: back to the ladder.</summary>
    Ladder,
}

/// <summary>
/// A stop over a resting target: the target is cancelled and its rest sold by one request, and an answer to that is not a sale. Both orders are watched
/// until final.
/// </summary>
public static class TargetHandover
{
    /// <summary>How long the exchange may take to carry a cancel-and-sell out before we help it along.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <param name="previous">The resting target.</param>
    /// <param name="next">The order that was to take its place.</param>
    /// <param name="sinceSent">Wall time since the request was first sent.</param>
    /// <param name="refused">The exchange said no to the request.</param>
    /// <param name="sentAgain">It has been sent a second time.</param>
    public static HandoverMove Decide(OrderTrace previous, OrderTrace next, TimeSpan sinceSent, bool refused, bool sentAgain)
    {
        if (next is OrderTrace.Waiting or OrderTrace.Done or OrderTrace.Cancelled) return HandoverMove.Follow;
        return previous switch
        {
            OrderTrace.Done => HandoverMove.TargetFirst,
            OrderTrace.Unknown => HandoverMove.Watch,
            OrderTrace.Cancelled when next == OrderTrace.Unknown => HandoverMove.Watch,
            OrderTrace.Cancelled => sinceSent < Patience && !refused ? HandoverMove.Watch : HandoverMove.PlainSell,

            // An exchange that does not know the target either holds no coins for it.
            OrderTrace.NotFound => next == OrderTrace.NotFound && sinceSent >= Patience ? HandoverMove.PlainSell : HandoverMove.Watch,
            OrderTrace.Waiting when refused => HandoverMove.Ladder,
            OrderTrace.Waiting when sinceSent < Patience => HandoverMove.Watch,
            OrderTrace.Waiting => sentAgain ? HandoverMove.CancelTarget : HandoverMove.SendAgain,
        };
    }

    public static OrderTrace TraceOf(ExchangeAnswer<ExchangeOrder> look) => look.Kind switch
    {
        AnswerKind.Answered => look.Value.State switch
        {
            ExchangeOrderState.Waiting => OrderTrace.Waiting,
            ExchangeOrderState.Done => OrderTrace.Done,
            ExchangeOrderState.Cancelled => OrderTrace.Cancelled,
        },
        AnswerKind.Refused when look.Fault!.Kind == ExchangeFaultKind.OrderNotFound => OrderTrace.NotFound,
        AnswerKind.Refused or AnswerKind.Unknown => OrderTrace.Unknown,
    };
}
