using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading;

public enum PositionState
{
    /// <summary>An entry is on its way. It may already hold coins.</summary>
    Opening,

    /// <summary>Holds coins; no exit is under way.</summary>
    Open,

    /// <summary>An exit was decided and is not finished. The guard lives until the last coin is gone.</summary>
    Closing,

    Closed,

    /// <summary>The entry filled nothing.</summary>
    Abandoned,
}

/// <summary>Coins that the engine bought and alone may sell. A finished position is history: only a purchase that the exchange tells of too late brings it back.</summary>
public sealed class Position
{
    private Position()
    {
    }

    public Position(EntryKey entry, UserId owner, AccountKind kind, PriceSource source, Reason why, DateTimeOffset plannedAt, Krw budget, ExitPlan plan, Percent fee)
    {
        Id = PositionId.For(entry);
        (Owner, Account, Strategy, Market, DecisionCandleAt) = (owner, entry.Account, entry.Strategy, entry.Market, entry.DecisionCandleAt);
        (Kind, Source, WhyBought, PlannedAt, Budget) = (kind, source, why, plannedAt, budget);
        (Plan, Fee) = (plan, fee);
    }

    public PositionId Id { get; private init; }

    public UserId Owner { get; private init; }

    public AccountId Account { get; private init; }

    public AccountKind Kind { get; private init; }

    public PriceSource Source { get; private init; }

    public StrategyId Strategy { get; private init; }

    public MarketCode Market { get; private init; }

    /// <summary>The start of the closed candle that the entry was decided on.</summary>
    public DateTimeOffset DecisionCandleAt { get; private init; }

    public PositionState State { get; private set; }

    public Reason WhyBought { get; private init; } = null!;

    public Reason? WhySold { get; private set; }

    public ExitReason? ClosedBecause { get; private set; }

    /// <summary>What the exit under way leaves to be held: nothing, or the rest after a partial target.</summary>
    public Quantity ExitLeaves { get; private set; }

    public ExitStopwatch? Stopwatch { get; private set; }

    /// <summary>Engine time of the decision; likewise the other instants here.</summary>
    public DateTimeOffset PlannedAt { get; private init; }

    public DateTimeOffset? OpenedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Won that the entry may spend, fee included. Counts as used until the entry is final.</summary>
    public Krw Budget { get; private init; }

    /// <summary>How it will be left: the settings as they were at the decision.</summary>
    public ExitPlan Plan { get; private init; } = null!;

    /// <summary>The fee of a sale, as a part of its funds.</summary>
    public Percent Fee { get; private init; }

    public Quantity Bought { get; private set; }

    /// <summary>Won paid for what was bought, before fees.</summary>
    public Krw BoughtFunds { get; private set; }

    public Krw BoughtFees { get; private set; }

    public Quantity Sold { get; private set; }

    /// <summary>Won received for what was sold, before fees.</summary>
    public Krw SoldFunds { get; private set; }

    public Krw SoldFees { get; private set; }

    /// <summary>Coins that left by the person's own hand, with what their sale brought where it is known.</summary>
    public Quantity TakenByHand { get; private set; }

    /// <summary>
    /// Coins that our orders sold beyond what the position held, and so the person's own: news that came too late to be prevented. Booked because it happened,
    /// shown because it must not.
    /// </summary>
    public Quantity Oversold { get; private set; }

    /// <summary>Cost, without fees, of the coins that are still held: exactly what the books carry.</summary>
    public Krw HeldFunds { get; private set; }

    /// <summary>Profit booked so far, after every fee paid so far on this position.</summary>
    public Krw Profit { get; private set; }

    public int Version { get; private set; }

    public Quantity Held => Bought - Sold - TakenByHand + Oversold;

    public bool IsLive => State is PositionState.Opening or PositionState.Open or PositionState.Closing;

    /// <summary>(Σ funds + Σ fees) / Σ volume of the purchase: what a coin really cost.</summary>
    public Price Cost => Bought.IsZero ? default : (BoughtFunds + BoughtFees) / Bought;

    /// <summary>A win is net profit above zero, everywhere.</summary>
    public bool IsWin => State == PositionState.Closed && Profit.IsPositive;

    /// <summary>What selling everything at a price would leave of this position in all, after every fee.</summary>
    public Krw ProfitAt(Price price) => Profit + price * Held * (1 - Fee.Fraction) - HeldFunds;

    /// <summary>The same position, to be changed apart from this one.</summary>
    internal Position Copy() => (Position)MemberwiseClone();

    internal void Buy(Quantity quantity, Krw funds, Krw fee, DateTimeOffset at)
    {
        Bought += quantity;
        BoughtFunds += funds;
        BoughtFees += fee;
        HeldFunds += funds;
        Profit -= fee;
        OpenedAt ??= at;

        // A partial target sells what it decided to sell; what fills after it stays.
        if (ExitLeaves.IsPositive) ExitLeaves += quantity;
    }

    /// <returns>The cost, without fees, that leaves the books with these coins; coins that were not the position's leave at what they brought.</returns>
    internal Krw Sell(Quantity quantity, Krw funds, Krw fee)
    {
        var own = Quantity.Min(quantity, Held);
        var cost = Leave(own) + funds * (1 - own.Value / quantity.Value);
        Oversold += quantity - own;
        Sold += quantity;
        SoldFunds += funds;
        SoldFees += fee;
        Profit += funds - cost - fee;
        return cost;
    }

    /// <returns>The cost, without fees, that leaves the books with these coins.</returns>
    internal Krw TakeByHand(Quantity quantity, Krw? proceeds)
    {
        var cost = Leave(quantity);
        TakenByHand += quantity;
        if (proceeds is { } brought) Profit += brought - cost;
        return cost;
    }

    internal void Open() => Move(PositionState.Opening, PositionState.Open);

    /// <summary>An exit has begun. The first reason is kept, a graver one replaces it (<see cref="ExitPrecedence"/>); an exit only ever grows.</summary>
    internal void BeginClosing(ExitReason because, Reason why, Quantity leaves, ExitStopwatch stopwatch)
    {
        if (!IsLive) throw new InvalidOperationException($"Position {Id} is {State} and cannot be closed.");
        if (State == PositionState.Open) State = PositionState.Closing;
        ExitLeaves = ClosedBecause is null ? leaves : Quantity.Min(ExitLeaves, leaves);
        if (ClosedBecause is { } earlier && !because.Replaces(earlier)) return;
        (ClosedBecause, WhySold, Stopwatch) = (because, why, stopwatch);
    }

    internal void Clock(ExitStopwatch stopwatch) => Stopwatch = stopwatch;

    /// <summary>The resting target filled whole, so no exit of ours was needed: it is the reason.</summary>
    internal void SoldByTarget(Reason why)
    {
        if (State == PositionState.Open) State = PositionState.Closing;
        (ClosedBecause, WhySold) = (ExitReason.TakeProfit, why);
    }

    internal void SoldBy(ExitReason because, Reason why) => (ClosedBecause, WhySold) = (ClosedBecause ?? because, WhySold ?? why);

    /// <summary>A partial exit is done and coins are left: the guard goes on watching.</summary>
    internal void StayOpen()
    {
        Move(PositionState.Closing, PositionState.Open);
        (ClosedBecause, WhySold, ExitLeaves) = (null, null, Quantity.Zero);
    }

    internal void Close(DateTimeOffset at)
    {
        if (!IsLive || !Held.IsZero) throw new InvalidOperationException($"Position {Id} is {State} with {Held} coins and cannot be closed.");
        (State, ClosedAt) = (PositionState.Closed, at);
    }

    internal void Abandon(DateTimeOffset at)
    {
        if (State != PositionState.Opening || !Bought.IsZero) throw new InvalidOperationException($"Position {Id} is {State} and bought {Bought}: it cannot be abandoned.");
        (State, ClosedAt) = (PositionState.Abandoned, at);
    }

    /// <summary>The exchange tells of a purchase after the end: the coins are ours and need a guard. What had been left goes on being left.</summary>
    internal void Reopen()
    {
        State = ClosedBecause is null ? PositionState.Open : PositionState.Closing;
        (ClosedAt, ExitLeaves) = (null, Quantity.Zero);
    }

    private Krw Leave(Quantity quantity)
    {
        if (quantity > Held) throw new InvalidOperationException($"Position {Id} holds {Held} and cannot give {quantity}.");
        // The last coins take what is left, so that the books reach zero exactly.
        var cost = quantity == Held ? HeldFunds : HeldFunds * (quantity.Value / Held.Value);
        HeldFunds -= cost;
        return cost;
    }

    private void Move(PositionState from, PositionState to) =>
        State = State == from ? to : throw new InvalidOperationException($"Position {Id} is {State}, not {from}.");
}
