namespace CoinPulse.Core.Trading.Journal;

/// <summary>What asking the exchange for an order by its key has shown so far.</summary>
/// <param name="UnknownFor">Wall time since the answer was lost (or since the process started, for an order found half-sent).</param>
/// <param name="LookUpsWithoutTrace">Look-ups that the exchange answered with: no such order, in its open and closed orders neither.</param>
/// <param name="BalancesUnmoved">The balances show no trace of it; null while that is not known.</param>
/// <param name="NoOpenSell">No open sell of this market stands at the exchange; null while that is not known.</param>
/// <param name="StillWanted">Its guard still fires (exits only).</param>
/// <param name="Probed">How long ago the same identifier was sent once more and came back as a duplicate; null when it was not.</param>
public sealed record UnknownEvidence(
    TimeSpan UnknownFor,
    int LookUpsWithoutTrace,
    bool? BalancesUnmoved,
    bool? NoOpenSell,
    bool StillWanted,
    TimeSpan? Probed);

public enum UnknownMove
{
    /// <summary>Ask again after <see cref="UnknownStep.After"/>.</summary>
    LookUp,

    /// <summary>Send the same identifier once more: it is accepted, or it says that the first one landed or burned.</summary>
    Probe,

    /// <summary>Proven: it never arrived.</summary>
    NeverArrived,

    /// <summary>Proven: the identifier is used up and moved nothing. The next attempt takes a fresh one.</summary>
    Burned,
}

public sealed record UnknownStep(UnknownMove Move, TimeSpan After = default);

/// <summary>
/// Leaves <see cref="IntentState.Unknown"/> on the exchange's evidence alone. An entry, a target, and an exit that nothing asks for any more, is never sent again: it is looked up at 1, 2, 5, 15,
/// 30 and 60 s and given up when all of them are empty and the balances have not moved, or after fifteen empty ones whatever the balances show. An exit may not wait a minute: its own
/// identifier is the probe.
/// </summary>
public static class UnknownOrder
{
    private static readonly TimeSpan[] LookUpAt =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60)];

    private static readonly TimeSpan Landing = TimeSpan.FromSeconds(3);

    // What balances show may be the person's doing, and nobody can tell it from the order's. By then the exchange has said for so long that it knows no order of this name that it is believed;
    // the next attempt sells no more than is free and not the person's.
    private static readonly TimeSpan LongestLanding = TimeSpan.FromSeconds(60);

    private const int EnoughLookUps = 15;

    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(5);

    public static UnknownStep Next(Leg leg, UnknownEvidence evidence) => leg == Leg.Exit && evidence.StillWanted ? NextOfExit(evidence) : NextWhenNeverSentAgain(evidence);

    /// <summary>
    /// Its name proves nothing, because it is not sent again. But an exit waits until it is settled, and so do the market's next entry and a person's note: it is not looked for for ever. Should
    /// it have arrived after all, its trades are booked like those of any order of ours, and coins that it bought are guarded.
    /// </summary>
    private static UnknownStep NextWhenNeverSentAgain(UnknownEvidence evidence)
    {
        if (evidence.LookUpsWithoutTrace < LookUpAt.Length)
        {
            var wait = LookUpAt[evidence.LookUpsWithoutTrace] - evidence.UnknownFor;
            return new UnknownStep(UnknownMove.LookUp, wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
        }

        return evidence.BalancesUnmoved == true || (evidence.UnknownFor >= LongestLanding && IsAskedEnough(evidence))
            ? new UnknownStep(UnknownMove.NeverArrived)
            : new UnknownStep(UnknownMove.LookUp, Seldom);
    }

    private static UnknownStep NextOfExit(UnknownEvidence evidence)
    {
        if (evidence.LookUpsWithoutTrace == 0) return new UnknownStep(UnknownMove.LookUp);
        if (evidence.Probed is not { } probed) return new UnknownStep(UnknownMove.Probe);
        if (probed < Landing) return new UnknownStep(UnknownMove.LookUp, Again);
        return evidence is { BalancesUnmoved: true, NoOpenSell: true } || (probed >= LongestLanding && IsAskedEnough(evidence))
            ? new UnknownStep(UnknownMove.Burned)
            : new UnknownStep(UnknownMove.LookUp, probed < Seldom ? Again : Seldom);
    }

    /// <summary>Everything that can be asked has been answered, and the order often enough.</summary>
    private static bool IsAskedEnough(UnknownEvidence evidence) => evidence is { LookUpsWithoutTrace: >= EnoughLookUps, BalancesUnmoved: not null, NoOpenSell: not null };
}
