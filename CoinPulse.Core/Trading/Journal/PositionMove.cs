using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Trading.Guards;

namespace CoinPulse.Core.Trading.Journal;

public enum MoveKind
{
    /// <summary>Nothing to do until something happens.</summary>
    Rest,

    /// <summary>A new intent is on disk: send it.</summary>
    Send,

    /// <summary>An order whose fate is not known: ask.</summary>
    Resolve,

    /// <summary>An order at the exchange: look how far it is.</summary>
    Follow,

    /// <summary>A cancel-and-sell is under way: look at both orders.</summary>
    HandOver,

    /// <summary>Cancel this order (the rest of an entry, or a target in the way).</summary>
    Cancel,

    /// <summary>Wait until <see cref="PositionMove.NotBefore"/>.</summary>
    Wait,

    /// <summary>Ask how many coins are free, then ask for the next move again with that.</summary>
    Count,

    /// <summary>Coins are locked elsewhere: tell the person, look again at <see cref="PositionMove.NotBefore"/>.</summary>
    Locked,

    /// <summary>What is left can never be sold by an order.</summary>
    Dust,
}

public sealed record PositionMove(MoveKind Kind, Intent? Order = null, DateTimeOffset? NotBefore = null)
{
    public static PositionMove Rest { get; } = new(MoveKind.Rest);
}

/// <summary>
/// What a position needs next, read from its file alone: it can be asked at any time, after any crash, and gives the same answer. One order at a time of
/// each leg; an exit waits only for its own position's unknown orders.
/// </summary>
public static class PositionMoves
{
    public static PositionMove Next(PositionFile file, ExitEvidence evidence)
    {
        var position = file.Position;
        if (!position.IsLive) return Leftover(file);

        if (file.LiveOf(Leg.Exit) is { } exit)
        {
            if (IsAtExchange(exit)) return new PositionMove(MoveKind.Follow, exit);
            return new PositionMove(exit.Route == IntentRoute.CancelAndSell ? MoveKind.HandOver : MoveKind.Resolve, exit);
        }

        var leaves = position.ClosedBecause is not null && position.Held > position.ExitLeaves;
        if (file.LiveOf(Leg.Entry) is { } entry)
        {
            if (!IsAtExchange(entry)) return new PositionMove(MoveKind.Resolve, entry);

            // What is left whole buys no more, whether it holds anything yet or not.
            return new PositionMove(leaves || position is { ClosedBecause: not null, ExitLeaves.IsZero: true } ? MoveKind.Cancel : MoveKind.Follow, entry);
        }

        if (leaves) return Leave(file, evidence);
        if (file.LiveOf(Leg.Target) is { } target) return IsAtExchange(target) ? PositionMove.Rest : new PositionMove(MoveKind.Resolve, target);
        return RestTarget(file, evidence);
    }

    private static PositionMove Leave(PositionFile file, ExitEvidence evidence)
    {
        var attempts = file.Intents.Where(intent => intent.Leg == Leg.Exit).ToList();
        if (file.LiveOf(Leg.Target) is { } target)
        {
            if (!IsAtExchange(target)) return new PositionMove(MoveKind.Resolve, target);
            if (attempts is [.., { State: IntentState.Refused, Route: IntentRoute.CancelAndSell }]) return new PositionMove(MoveKind.Cancel, target);
            var rest = target.Quantity!.Value - target.Executed;
            return Send(file.Plan(
                Leg.Exit, key => OrderRequest.SellAtMarket(key, target.Market, rest), evidence.At, IntentRoute.CancelAndSell, target.Key));
        }

        var step = ExitLadder.Next(file.Position.Held - file.Position.ExitLeaves, attempts, evidence);
        return step.Rung switch
        {
            LadderRung.Sell => Send(file.Plan(Leg.Exit, key => OrderRequest.SellAtMarket(key, file.Position.Market, step.Quantity), evidence.At)),
            LadderRung.Wait => new PositionMove(MoveKind.Wait, NotBefore: step.NotBefore),
            LadderRung.Count => new PositionMove(MoveKind.Count),
            LadderRung.Locked => new PositionMove(MoveKind.Locked, NotBefore: step.NotBefore),
            LadderRung.Dust => new PositionMove(MoveKind.Dust),
        };
    }

    private static PositionMove RestTarget(PositionFile file, ExitEvidence evidence)
    {
        if (file is not { Position.State: PositionState.Open, Guard: { WantsRestingTarget: true, NextTarget: { } target } guard }) return PositionMove.Rest;
        if (target * guard.Quantity < evidence.Minimum) return PositionMove.Rest;
        return Send(file.Plan(Leg.Target, key => OrderRequest.Rest(key, guard.Market, OrderSide.Ask, target, guard.Quantity), evidence.At));
    }

    /// <summary>A finished position may still have an order whose end is not written down.</summary>
    private static PositionMove Leftover(PositionFile file)
    {
        var live = file.Intents.FirstOrDefault(intent => intent.IsLive);
        if (live is null) return PositionMove.Rest;
        if (live.Route == IntentRoute.CancelAndSell && !IsAtExchange(live)) return new PositionMove(MoveKind.HandOver, live);
        return new PositionMove(IsAtExchange(live) ? MoveKind.Follow : MoveKind.Resolve, live);
    }

    private static PositionMove Send(Intent intent) => new(MoveKind.Send, intent);

    private static bool IsAtExchange(Intent intent) => intent.State is IntentState.Accepted or IntentState.PartiallyFilled;
}
