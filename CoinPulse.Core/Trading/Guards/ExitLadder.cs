using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Trading.Guards;

/// <summary>What is known at the moment an exit takes its next step. Null is not known, which is never read as none.</summary>
/// <param name="BidDepth">Coins that the visible bids would take.</param>
/// <param name="FreeCoins">Coins of the account that no order has locked, less the person's own. Asked for a further attempt alone: the first must be fast.</param>
/// <param name="GuardPrice">Won per coin that a sale would get now.</param>
/// <param name="Minimum">The least total of an order.</param>
/// <param name="At">Wall time.</param>
/// <param name="BookAt">Wall time at which the newest book reached us.</param>
public sealed record ExitEvidence(Quantity? BidDepth, Quantity? FreeCoins, Price? GuardPrice, Krw Minimum, DateTimeOffset At, DateTimeOffset? BookAt = null);

public enum LadderRung
{
    /// <summary>Sell this quantity at market now.</summary>
    Sell,

    /// <summary>Nothing can be sent before <see cref="LadderStep.NotBefore"/>; a book event may come first.</summary>
    Wait,

    /// <summary>A further attempt never exceeds the free coins: ask how many there are.</summary>
    Count,

    /// <summary>Coins are locked by an order that is not ours: tell the person at once, look again at <see cref="LadderStep.NotBefore"/>.</summary>
    Locked,

    /// <summary>What is left is under the minimum order and can never be sold by one: book it.</summary>
    Dust,
}

public sealed record LadderStep(LadderRung Rung, Quantity Quantity = default, DateTimeOffset? NotBefore = null);

/// <summary>
/// The ladder of an exit: market and whole; over the visible book in slices of at most half the bids; refused in passing, again after 1, 2, 5, then every
/// 10 s and on every new book; locked coins, what is free; under the minimum, dust. A guard never gives up while coins are left.
/// </summary>
public static class ExitLadder
{
    /// <summary>A part is only made that is worth a tenth more than the minimum: prices move between two slices.</summary>
    private const decimal Spare = 1.1m;

    private static readonly TimeSpan[] Patience = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)];

    /// <param name="left">Coins still to be sold.</param>
    /// <param name="attempts">The exit attempts so far, oldest first; none of them is live.</param>
    /// <param name="evidence">What is known now.</param>
    public static LadderStep Next(Quantity left, IReadOnlyList<Intent> attempts, ExitEvidence evidence)
    {
        var refusals = attempts.Reverse().TakeWhile(attempt => attempt.State == IntentState.Refused).ToList();
        if (IsDust(left, refusals, evidence)) return new LadderStep(LadderRung.Dust, left);

        var slice = Slice(left, left, refusals, evidence);
        if (ReadyAt(refusals, slice, evidence) is { } ready && ready > evidence.At) return new LadderStep(LadderRung.Wait, default, ready);
        if (attempts.Count > 0 && evidence.FreeCoins is null) return new LadderStep(LadderRung.Count);
        if (evidence.FreeCoins is not { } free || free >= left) return new LadderStep(LadderRung.Sell, slice);
        return free.IsZero || IsUnderMinimum(free, evidence)
            ? new LadderStep(LadderRung.Locked, free, evidence.At + Patience[^1])
            : new LadderStep(LadderRung.Sell, Slice(free, left, refusals, evidence));
    }

    /// <summary>Over the visible book Upbit refuses the whole order, so it goes in slices, each after the last is final, and each smaller than one just refused.</summary>
    private static Quantity Slice(Quantity sellable, Quantity left, List<Intent> refusals, ExitEvidence evidence)
    {
        var slice = sellable;
        if (evidence.BidDepth is { } depth && depth < slice) slice = Half(depth);
        if (refusals is [{ Quantity: { } refused } last, ..] && WasTooLarge(last)) slice = Quantity.Min(slice, Half(refused));
        if (slice == left) return slice;
        if (evidence.GuardPrice is not { IsPositive: true } price) return slice.IsZero ? sellable : slice;

        // Neither the slice nor what it leaves may be worth less than an order must be. What cannot be parted so goes whole.
        var least = LeastAt(price, evidence.Minimum);
        var most = Quantity.Min(sellable, left - least);
        return most < least ? sellable : Quantity.Max(least, Quantity.Min(slice, most));
    }

    /// <summary>When the exchange may be asked again; null is at once.</summary>
    private static DateTimeOffset? ReadyAt(List<Intent> refusals, Quantity slice, ExitEvidence evidence)
    {
        if (refusals is not [{ FinalAt: { } refusedAt } last, ..] || IsProvenAbsent(last)) return null;

        // A first refusal that tells how to do better is answered at once; after that every one has its pause.
        if (refusals.Count == 1 && (IsShortOfCoins(last) || (WasTooLarge(last) && slice < last.Quantity))) return null;
        var soonest = refusedAt + Patience[0];
        return evidence.BookAt > refusedAt ? soonest : refusedAt + Patience[Math.Min(refusals.Count, Patience.Length) - 1];
    }

    private static Quantity Half(Quantity whole) => Quantity.CutFrom(whole.Value / 2);

    private static Quantity LeastAt(Price price, Krw minimum) => Quantity.CutFrom(minimum.Value * Spare / price.Value);

    private static bool WasTooLarge(Intent refused) => refused.RefusalCode == FaultNames.Of(ExchangeFaultKind.OverVisibleBook);

    private static bool IsShortOfCoins(Intent refused) => refused.RefusalCode == FaultNames.Of(ExchangeFaultKind.InsufficientCoins);

    /// <summary>The exchange has not said no: the order is proven not to be there, after seconds of looking. Nothing more is to be waited for.</summary>
    private static bool IsProvenAbsent(Intent refused) => refused.RefusalCode is FaultNames.NeverArrived or FaultNames.Burned or FaultNames.TargetFirst;

    /// <summary>Without a price only the exchange can say that it is dust, and it must have said so of all of it.</summary>
    private static bool IsDust(Quantity left, List<Intent> refusals, ExitEvidence evidence) => evidence.GuardPrice is null
        ? refusals is [var last, ..] && last.RefusalCode == FaultNames.Of(ExchangeFaultKind.UnderMinimum) && last.Quantity >= left
        : IsUnderMinimum(left, evidence);

    private static bool IsUnderMinimum(Quantity quantity, ExitEvidence evidence) => evidence.GuardPrice is { } price && price * quantity < evidence.Minimum;
}
