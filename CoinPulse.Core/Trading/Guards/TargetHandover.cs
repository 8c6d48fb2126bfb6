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
}

/// <summary>How far a cancel-and-sell that does not come about has been helped along.</summary>
public enum HandoverStep
{
    Asked,

    /// <summary>The same identifier was sent once more.</summary>
    SentAgain,

    /// <summary>The cancel of the target by itself was asked for.</summary>
    Cancelled,
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
    /// <param name="step">How far we have helped it along.</param>
    public static HandoverMove Decide(OrderTrace previous, OrderTrace next, TimeSpan sinceSent, HandoverStep step = HandoverStep.Asked)
    {
        if (next is OrderTrace.Waiting or OrderTrace.Done or OrderTrace.Cancelled) return HandoverMove.Follow;
        if (previous == OrderTrace.Done) return HandoverMove.TargetFirst;
        var isOver = sinceSent >= Patience;
        return previous switch
        {
            // The new order may be there and not be seen: coins are not sold a second time before it is known that it is not.
            OrderTrace.Cancelled or OrderTrace.NotFound => next == OrderTrace.NotFound && isOver ? HandoverMove.PlainSell : HandoverMove.Watch,
            OrderTrace.Unknown when next == OrderTrace.Unknown => HandoverMove.Watch,
            _ when !isOver => HandoverMove.Watch,
            _ => step switch
            {
                HandoverStep.Asked => HandoverMove.SendAgain,
                HandoverStep.SentAgain => HandoverMove.CancelTarget,

                // Nobody says what became of the target. The next attempt sells no more than is free, so it can be made.
                HandoverStep.Cancelled when previous == OrderTrace.Unknown => HandoverMove.PlainSell,
                HandoverStep.Cancelled => HandoverMove.CancelTarget,
            },
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
