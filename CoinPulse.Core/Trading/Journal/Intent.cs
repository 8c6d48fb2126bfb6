using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Trading.Journal;

/// <summary>What an order is for. A position has one entry leg and exit legs; a leg is tried in numbered attempts.</summary>
public enum Leg
{
    Entry,

    /// <summary>The target that rests at the exchange.</summary>
    Target,

    /// <summary>Everything the guard sells: stops, watched targets, time limits, a person's order to sell.</summary>
    Exit,
}

public enum IntentState
{
    /// <summary>On disk, not yet sent.</summary>
    Planned,
    Sent,

    /// <summary>The exchange has it.</summary>
    Accepted,
    PartiallyFilled,
    Filled,

    /// <summary>Ended by the exchange, with or without fills.</summary>
    Cancelled,

    /// <summary>The exchange said no, or it is proven that it never arrived.</summary>
    Refused,

    /// <summary>Nobody knows. Left on the exchange's evidence alone: never on a local error, a restart or a timer.</summary>
    Unknown,
}

public static class IntentStates
{
    public static bool IsFinal(this IntentState state) => state is IntentState.Filled or IntentState.Cancelled or IntentState.Refused;

    /// <summary>Nobody can say whether it stands at the exchange.</summary>
    public static bool IsInDoubt(this IntentState state) => state is IntentState.Planned or IntentState.Sent or IntentState.Unknown;
}

/// <summary>How an order reaches the exchange.</summary>
public enum IntentRoute
{
    Order,

    /// <summary>Cancels the resting target and sells what was left of it.</summary>
    CancelAndSell,
}

/// <summary>An order that we have decided to send: on disk under a unique identifier before anything is sent.</summary>
public sealed class Intent
{
    private Intent()
    {
    }

    public Intent(Position position, Leg leg, int attempt, OrderRequest order, IntentRoute route, DateTimeOffset plannedAt, ClientOrderId? replaces = null)
    {
        Key = KeyFor(position.Id, leg, attempt);
        if (order.Key != Key) throw new ArgumentException($"The order's key {order.Key} is not that of its attempt, {Key}.", nameof(order));
        (Owner, Account, Position, Market, Leg, Attempt) = (position.Owner, position.Account, position.Id, position.Market, leg, attempt);
        (Side, Kind, Limit, Quantity, Funds, SelfMatch) = (order.Side, order.Kind, order.Limit, order.Quantity, order.Funds, order.SelfMatch);
        (Route, PlannedAt, Replaces) = (route, plannedAt, replaces);
    }

    public ClientOrderId Key { get; private init; }

    public UserId Owner { get; private init; }

    public AccountId Account { get; private init; }

    public PositionId Position { get; private init; }

    public MarketCode Market { get; private init; }

    public Leg Leg { get; private init; }

    public int Attempt { get; private init; }

    public IntentRoute Route { get; private init; }

    /// <summary>The resting order that a cancel-and-sell takes the place of.</summary>
    public ClientOrderId? Replaces { get; private init; }

    public OrderSide Side { get; private init; }

    public OrderKind Kind { get; private init; }

    public Price? Limit { get; private init; }

    public Quantity? Quantity { get; private init; }

    public Krw? Funds { get; private init; }

    public SelfMatch SelfMatch { get; private init; }

    public IntentState State { get; private set; }

    /// <summary>True while the attempt may still move money. One live attempt per position and leg, by unique index.</summary>
    public bool IsLive { get; private set; } = true;

    public ExchangeOrderId? ExchangeId { get; private set; }

    public Quantity Executed { get; private set; }

    public Krw ExecutedFunds { get; private set; }

    public Krw PaidFee { get; private set; }

    /// <summary>The exchange's name of the refusal, or ours.</summary>
    public string? RefusalCode { get; private set; }

    public string? RefusalMessage { get; private set; }

    /// <summary>Wall time, as are the others here: they belong to the network, not to the market.</summary>
    public DateTimeOffset PlannedAt { get; private init; }

    public DateTimeOffset? SentAt { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public DateTimeOffset? FinalAt { get; private set; }

    public DateTimeOffset? UnknownSince { get; private set; }

    public int LookUps { get; private set; }

    public int Version { get; private set; }

    /// <summary>Deterministic: the position, the leg and the attempt name the order, so a crash cannot invent a second name for it.</summary>
    public static ClientOrderId KeyFor(PositionId position, Leg leg, int attempt) =>
        ClientOrderId.From($"cp-{position.Value:N}-{LetterOf(leg)}{attempt}");

    /// <summary>Our keys name their position; null for the name of somebody else's order.</summary>
    public static PositionId? PositionOf(ClientOrderId key) =>
        key.Value.StartsWith("cp-", StringComparison.Ordinal) && key.Value.Length > 35 && Guid.TryParseExact(key.Value.AsSpan(3, 32), "N", out var id)
            ? new PositionId(id)
            : null;

    /// <summary>The order as it was, and will be, sent.</summary>
    public OrderRequest ToRequest() => OrderRequest.Of(Kind, Key, Market, Side, Limit, Quantity, Funds);

    /// <summary>The same order, to be changed apart from this one.</summary>
    internal Intent Copy() => (Intent)MemberwiseClone();

    internal void Send(DateTimeOffset at)
    {
        MustBeLive();
        (State, SentAt) = (IntentState.Sent, at);
    }

    internal void Refuse(string code, string message, DateTimeOffset at)
    {
        MustBeLive();
        (State, IsLive, RefusalCode, RefusalMessage) = (IntentState.Refused, false, code, Shorten(message));
        (AnsweredAt, FinalAt) = (AnsweredAt ?? at, at);
    }

    internal void LoseSight(string why, DateTimeOffset at)
    {
        MustBeLive();
        (State, RefusalMessage) = (IntentState.Unknown, Shorten(why));
        UnknownSince ??= at;
    }

    internal void CountLookUp() => LookUps++;

    /// <summary>Takes over what the exchange says of the order; fills are counted by the position file.</summary>
    internal void Follow(ExchangeOrder order, Quantity executed, Krw funds, Krw fee, DateTimeOffset at)
    {
        (ExchangeId, Executed, ExecutedFunds, PaidFee) = (order.Id, executed, funds, fee);
        AnsweredAt ??= at;
        if (State.IsFinal()) return;   // late news of a finished order can add fills, never bring it back
        (RefusalCode, RefusalMessage, UnknownSince) = (null, null, null);
        State = order.State switch
        {
            ExchangeOrderState.Waiting when executed.IsPositive => IntentState.PartiallyFilled,
            ExchangeOrderState.Waiting => IntentState.Accepted,
            ExchangeOrderState.Done => IntentState.Filled,
            ExchangeOrderState.Cancelled => IntentState.Cancelled,
        };
        // Final only when every trade is in: an order that ended with trades we have not seen is not yet counted.
        if (order.IsFinal && executed < order.Executed) State = IntentState.PartiallyFilled;
        IsLive = !State.IsFinal();
        FinalAt = IsLive ? null : at;
    }

    private static char LetterOf(Leg leg) => leg switch
    {
        Leg.Entry => 'e',
        Leg.Target => 't',
        Leg.Exit => 'x',
    };

    internal static string Shorten(string text) => text.Length <= 400 ? text : text[..400];

    private void MustBeLive()
    {
        if (!IsLive) throw new InvalidOperationException($"Order {Key} is {State} and can no longer change.");
    }
}
