using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Trading.Manual;

/// <summary>
/// An order that a person placed here: on disk under its unique identifier before anything is sent, as an intent of the engine is, but of no position. What it buys is the
/// person's; what it sells is booked by <see cref="HandTrades"/>. Its states are an intent's, and it is sent once or never.
/// </summary>
public sealed class ManualOrder
{
    /// <summary>An order that has waited longer than this is never sent: the price that the person saw is gone.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>The refusal of an order that nobody has sent in its time.</summary>
    public const string NeverSent = "NeverSent";

    private ManualOrder()
    {
    }

    public ManualOrder(ManualTicket ticket, UserId owner, PriceSource source, OrderRequest order, DateTimeOffset plannedAt)
    {
        if (order.Key != ticket.Key || order.Market != ticket.Market) throw new ArgumentException($"The order {order.Key} is not that of its ticket, {ticket.Key}.", nameof(order));
        (Key, Account, Market, Number) = (ticket.Key, ticket.Account, ticket.Market, ticket.Number);
        (Owner, Source, PlannedAt) = (owner, source, plannedAt);
        (Side, Kind, Limit, Quantity, Funds, SelfMatch) = (order.Side, order.Kind, order.Limit, order.Quantity, order.Funds, order.SelfMatch);
    }

    public ClientOrderId Key { get; private init; }

    /// <summary>See <see cref="ManualTicket.Number"/>; unique in its account and market.</summary>
    public int Number { get; private init; }

    public UserId Owner { get; private init; }

    public AccountId Account { get; private init; }

    public PriceSource Source { get; private init; }

    public MarketCode Market { get; private init; }

    public OrderSide Side { get; private init; }

    public OrderKind Kind { get; private init; }

    public Price? Limit { get; private init; }

    public Quantity? Quantity { get; private init; }

    /// <summary>Won to spend, fee not included; the market buy only.</summary>
    public Krw? Funds { get; private init; }

    public SelfMatch SelfMatch { get; private init; }

    public IntentState State { get; private set; }

    public bool IsLive { get; private set; } = true;

    public ExchangeOrderId? ExchangeId { get; private set; }

    public Quantity Executed { get; private set; }

    public Krw ExecutedFunds { get; private set; }

    public Krw PaidFee { get; private set; }

    /// <summary>The engine's name of the class of refusal, or why it was never sent (<see cref="FaultNames"/>).</summary>
    public string? RefusalCode { get; private set; }

    /// <summary>The exchange's own words.</summary>
    public string? RefusalMessage { get; private set; }

    /// <summary>Wall time, as are the others here.</summary>
    public DateTimeOffset PlannedAt { get; private init; }

    public DateTimeOffset? SentAt { get; private set; }

    public DateTimeOffset? FinalAt { get; private set; }

    public DateTimeOffset? UnknownSince { get; private set; }

    /// <summary>When the person asked for it to be taken back.</summary>
    public DateTimeOffset? CancelAskedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Nobody can say whether it stands at the exchange.</summary>
    public bool IsInDoubt => State.IsInDoubt();

    /// <summary>The order as it was, and will be, sent. It never kills a resting target of the engine: an order that would meet one of its own account is ended instead.</summary>
    public OrderRequest ToRequest() => OrderRequest.Of(Kind, Key, Market, Side, Limit, Quantity, Funds).With(SelfMatch);

    /// <summary>The same wish: who hands the same ticket in again is told of this order and places no other.</summary>
    public bool IsSameAs(ManualOrder other) =>
        Key == other.Key && (Side, Kind, Limit, Quantity, Funds) == (other.Side, other.Kind, other.Limit, other.Quantity, other.Funds);

    /// <summary>It is what this draft asked for, as far as a draft tells: what a market sale by its total comes to depends on the book of the moment.</summary>
    public bool Answers(ManualDraft draft) => Side == draft.Side && (Kind != OrderKind.Limit) == draft.AtMarket && (draft.AtMarket || Limit == draft.Limit)
        && (draft, Funds, Limit) switch
        {
            ({ Quantity: { } wanted }, null, _) => Quantity == wanted,
            ({ Total: { } total }, { } funds, _) => funds == ManualAmounts.WholeWon(total),
            ({ Total: { } total }, _, { } limit) => Quantity == total / limit,
            _ => true,
        };

    /// <summary>Takes the order to be sent now, which succeeds once. One that was taken back or has waited too long ends here, and is proven never to have left.</summary>
    internal bool TryTake(DateTimeOffset at)
    {
        if (State != IntentState.Planned) return false;
        if (CancelAskedAt is not null) End(FaultNames.Withdrawn, "", at);
        else if (IsTooLate(at)) End(NeverSent, "", at);
        else (State, SentAt) = (IntentState.Sent, at);
        return State == IntentState.Sent;
    }

    /// <summary>Ends an order that nobody has taken in its time. Any process may: who takes it later finds it ended.</summary>
    internal void GiveUpIfLate(DateTimeOffset at)
    {
        if (State == IntentState.Planned && IsTooLate(at)) End(NeverSent, "", at);
    }

    internal void AskCancel(DateTimeOffset at)
    {
        if (!IsLive) return;
        CancelAskedAt ??= at;
        if (State == IntentState.Planned) End(FaultNames.Withdrawn, "", at);
    }

    internal void Refuse(string code, string message, DateTimeOffset at)
    {
        if (IsLive) End(code, message, at);
    }

    internal void LoseSight(string why, DateTimeOffset at)
    {
        if (!IsLive || !IsInDoubt) return;   // the stream has told already that it stands
        (State, RefusalMessage) = (IntentState.Unknown, Intent.Shorten(why));
        UnknownSince ??= at;
    }

    /// <summary>Takes over what the exchange says. News that comes late, twice or out of order takes nothing back.</summary>
    internal void Follow(ExchangeOrder order, DateTimeOffset at)
    {
        var executed = order.Trades.Aggregate(Money.Quantity.Zero, (sum, trade) => sum + trade.Quantity);
        if (executed < Executed) return;
        (ExchangeId, Executed) = (order.Id, executed);
        ExecutedFunds = order.Trades.Aggregate(Krw.Zero, (sum, trade) => sum + trade.Funds);
        PaidFee = order.Trades.Aggregate(Krw.Zero, (sum, trade) => sum + trade.Fee);
        if (State is IntentState.Filled or IntentState.Cancelled) return;
        (RefusalCode, RefusalMessage, UnknownSince) = (null, null, null);

        // Final only when every trade is in.
        var isOver = order.IsFinal && executed >= order.Executed;
        State = !isOver ? executed.IsPositive ? IntentState.PartiallyFilled : IntentState.Accepted
            : order.State == ExchangeOrderState.Done ? IntentState.Filled : IntentState.Cancelled;
        (IsLive, FinalAt) = (!isOver, isOver ? at : null);
    }

    private bool IsTooLate(DateTimeOffset at) => at - PlannedAt > LongestWait;

    private void End(string code, string message, DateTimeOffset at) =>
        (State, IsLive, RefusalCode, RefusalMessage, FinalAt) = (IntentState.Refused, false, code, Intent.Shorten(message), at);
}
