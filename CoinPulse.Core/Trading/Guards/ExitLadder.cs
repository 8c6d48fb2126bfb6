using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Trading.Guards;

/// <summary>What is known at the moment an exit takes its next step. Null is not known, which is never read as none.</summary>
/// <param name="BidDepth">Coins that the visible bids would take.</param>
/// <param name="FreeCoins">Coins of the account that no order has locked, less the person's own.</param>
/// <param name="GuardPrice">Won per coin that a sale would get now.</param>
/// <param name="Minimum">The least total of an order.</param>
/// <param name="At">Wall time.</param>
public sealed record ExitEvidence(Quantity? BidDepth, Quantity? FreeCoins, Price? GuardPrice, Krw Minimum, DateTimeOffset At);

public enum LadderRung
{
    /// <summary>Sell this quantity at market now.</summary>
    Sell,

    /// <summary>Nothing can be sent before <see cref="LadderStep.NotBefore"/>; a book event may come first.</summary>
    Wait,

    /// <summary>Coins are locked by an order that is not ours: tell the person at once, look again at <see cref="LadderStep.NotBefore"/>.</summary>
    Locked,

    /// <summary>What is left is under the minimum order and can never be sold by one: book it.</summary>
    Dust,
}

public sealed record LadderStep(LadderRung Rung, Quantity Quantity = default, DateTimeOffset? NotBefore = null);

/// <summary>
/// The ladder of an exit: market and whole; over the visible book in slices of at most half the bids; refused in passing, again after 1, 2, 5, then every
/// 10 s; locked coins, what is free; under the minimum, dust. A guard never gives up while coins are left.
/// </summary>
public static class ExitLadder
{
    private static readonly TimeSpan[] Patience = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)];

    /// <param name="left">Coins still to be sold.</param>
    /// <param name="attempts">The exit attempts so far, oldest first; none of them is live.</param>
    /// <param name="evidence">What is known now.</param>
    public static LadderStep Next(Quantity left, IReadOnlyList<Intent> attempts, ExitEvidence evidence)
    {
        var refusals = attempts.Reverse().TakeWhile(attempt => attempt.State == IntentState.Refused).ToList();
        var last = refusals.Count > 0 ? refusals[0] : null;
        if (IsUnderMinimum(left, last, evidence)) return new LadderStep(LadderRung.Dust, left);

        var sellable = left;
        if (evidence.FreeCoins is { } free && free < left)
        {
            if (free.IsZero || IsUnderMinimum(free, null, evidence)) return new LadderStep(LadderRung.Locked, free, evidence.At + Patience[^1]);
            sellable = free;
        }

        if (last is not null && ReadyAt(refusals) is { } ready && ready > evidence.At && !WasTooLarge(last) && !IsProvenAbsent(last))
        {
            return new LadderStep(LadderRung.Wait, default, ready);
        }

        return new LadderStep(LadderRung.Sell, Slice(sellable, refusals, evidence));
    }

    /// <summary>Over the visible book Upbit refuses the whole order, so it goes in slices, each after the last is final.</summary>
    private static Quantity Slice(Quantity sellable, List<Intent> refusals, ExitEvidence evidence)
    {
        var slice = sellable;
        if (evidence.BidDepth is { } depth && depth < sellable) slice = Half(depth);
        else if (refusals.Count > 0 && WasTooLarge(refusals[0])) slice = Half(refusals[0].Quantity ?? sellable);

        // A slice that is itself under the minimum, or that would leave dust behind, is no help.
        if (evidence.GuardPrice is { } price)
        {
            if (price * slice < evidence.Minimum) slice = sellable;
            else if (sellable > slice && price * (sellable - slice) < evidence.Minimum) slice = evidence.BidDepth >= sellable ? sellable : slice;
        }

        return slice.IsZero ? sellable : Quantity.Min(slice, sellable);
    }

    private static Quantity Half(Quantity whole) => Quantity.CutFrom(whole.Value / 2);

    private static bool WasTooLarge(Intent refused) => refused.RefusalCode == FaultNames.Of(ExchangeFaultKind.OverVisibleBook);

    /// <summary>The exchange has not said no: the order is proven not to be there, after seconds of looking. Nothing more is to be waited for.</summary>
    private static bool IsProvenAbsent(Intent refused) => refused.RefusalCode is FaultNames.NeverArrived or FaultNames.Burned;

    private static bool IsUnderMinimum(Quantity quantity, Intent? refused, ExitEvidence evidence) =>
        evidence.GuardPrice is { } price
            ? price * quantity < evidence.Minimum
            : refused?.RefusalCode == FaultNames.Of(ExchangeFaultKind.UnderMinimum);

    private static DateTimeOffset? ReadyAt(List<Intent> refusals) =>
        refusals[0].FinalAt + Patience[Math.Min(refusals.Count, Patience.Length) - 1];
}
