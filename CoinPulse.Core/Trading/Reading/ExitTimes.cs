namespace CoinPulse.Core.Trading.Reading;

/// <summary>A stretch of an exit's way, from the price that fired it to the last coin sold.</summary>
public enum ExitLeg
{
    /// <summary>From the price to the guard's decision.</summary>
    Deciding,

    /// <summary>From the decision, through the journal, to the order on its way.</summary>
    Sending,

    /// <summary>From the order on its way to the exchange's answer.</summary>
    Answering,

    /// <summary>From the answer to the last coin sold.</summary>
    Filling,

    /// <summary>From the price to the last coin sold.</summary>
    Whole,
}

/// <summary>How long one leg took in half, in 95 and in 99 of a hundred exits.</summary>
public sealed record LegTimes(ExitLeg Leg, int Exits, TimeSpan P50, TimeSpan P95, TimeSpan P99);

/// <summary>Everybody's exits, for whoever runs the server.</summary>
public interface IExitTimes
{
    /// <summary>The stopwatches of the newest finished exits since a moment, in any order.</summary>
    Task<IReadOnlyList<ExitStopwatch>> NewestForEveryoneAsync(DateTimeOffset since, int atMost, CancellationToken cancellationToken);
}

public static class ExitTimes
{
    /// <summary>A leg that no exit has finished is left out.</summary>
    public static IReadOnlyList<LegTimes> Of(IReadOnlyList<ExitStopwatch> exits) =>
    [
        .. Enum.GetValues<ExitLeg>()
            .Select(leg => (Leg: leg, Took: exits.Select(exit => Took(exit, leg)).OfType<TimeSpan>().Order().ToList()))
            .Where(times => times.Took.Count > 0)
            .Select(times => new LegTimes(times.Leg, times.Took.Count, At(times.Took, 50), At(times.Took, 95), At(times.Took, 99))),
    ];

    private static TimeSpan? Took(ExitStopwatch exit, ExitLeg leg) => leg switch
    {
        ExitLeg.Deciding => exit.TriggeredAt - exit.PriceSeenAt,
        ExitLeg.Sending => exit.SubmittedAt - exit.TriggeredAt,
        ExitLeg.Answering => exit.AcknowledgedAt - exit.SubmittedAt,
        ExitLeg.Filling => exit.FilledAt - exit.AcknowledgedAt,
        ExitLeg.Whole => exit.SeenToFilled,
    };

    /// <summary>The smallest time that so many of a hundred do not exceed: one that was really measured.</summary>
    private static TimeSpan At(List<TimeSpan> sorted, int percent) => sorted[Math.Max(0, (sorted.Count * percent + 99) / 100 - 1)];
}
