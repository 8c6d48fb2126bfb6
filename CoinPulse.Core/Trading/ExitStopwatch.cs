namespace CoinPulse.Core.Trading;

/// <summary>
/// How fast an exit was, in wall time: when the price that fired it reached us, when the guard decided, when the order left, when the exchange
/// answered, when the last coin was sold. Each is shown on the trade; their percentiles to the admin.
/// </summary>
public sealed record ExitStopwatch(
    DateTimeOffset PriceSeenAt,
    DateTimeOffset TriggeredAt,
    DateTimeOffset? SubmittedAt = null,
    DateTimeOffset? AcknowledgedAt = null,
    DateTimeOffset? FilledAt = null)
{
    public TimeSpan? SeenToSubmitted => SubmittedAt - PriceSeenAt;

    public TimeSpan? SeenToFilled => FilledAt - PriceSeenAt;
}
