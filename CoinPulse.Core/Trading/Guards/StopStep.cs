using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Trading.Guards;

/// <summary>
/// One step of the way a guard's stop has risen. Kept for ever, so that the way can be drawn after the trade; a minute has one step, the highest, because the
/// finest candle is a minute and a trailing stop may rise with every price.
/// </summary>
public sealed class StopStep
{
    private StopStep()
    {
    }

    public StopStep(Guard guard, DateTimeOffset at)
    {
        (Owner, Position, At) = (guard.Owner, guard.Position, MinuteOf(at));
        (Stop, Kind) = (guard.Stop, guard.StopKind);
    }

    public UserId Owner { get; private init; }

    public PositionId Position { get; private init; }

    /// <summary>Engine time, the beginning of the minute.</summary>
    public DateTimeOffset At { get; private init; }

    public Price Stop { get; private set; }

    public StopKind Kind { get; private set; }

    public static DateTimeOffset MinuteOf(DateTimeOffset at) => CandleUnit.Minute1.OpenOf(at);

    /// <summary>The stop rose once more within the minute.</summary>
    public void Rise(Guard guard) => (Stop, Kind) = guard.Stop > Stop ? (guard.Stop, guard.StopKind) : (Stop, Kind);
}
