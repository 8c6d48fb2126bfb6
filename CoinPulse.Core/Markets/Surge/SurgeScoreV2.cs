namespace CoinPulse.Core.Markets.Surge;

/// <summary>
/// The earlier product's last score: the better of two patterns, accumulation and oversold bounce. It was tuned on coins already known to have surged and never
/// tested on others; it is kept to the letter for the same reason as <see cref="SurgeScoreV1"/>.
/// </summary>
public static class SurgeScoreV2
{
    public const int DaysNeeded = 30;

    /// <summary>The least score at which the earlier product spoke of a strong buy when nothing else was set.</summary>
    public const int LeastByDefault = 70;

    private const int RsiChanges = 14;
    private const int WeekDays = 7;

    /// <summary>Scores the newest of <paramref name="days"/>; null with fewer than thirty.</summary>
    /// <param name="days">Day candles, oldest first.</param>
    public static TwoPatternScore? Of(IReadOnlyList<Candle> days)
    {
        if (days.Count < DaysNeeded) return null;

        var back = new DaysBack(days.AsSpan());
        var inputs = InputsOf(back);
        return new TwoPatternScore(inputs, AccumulationOf(inputs), BounceOf(inputs));
    }

    /// <summary>The same from inputs that were measured or recorded elsewhere.</summary>
    public static TwoPatternScore Of(TwoPatternInputs inputs) => new(inputs, AccumulationOf(inputs), BounceOf(inputs));

    private static AccumulationPattern AccumulationOf(in TwoPatternInputs i) => new(
        QuietVolume: i.MonthlyRatio switch { >= 1.5 and < 2.5 => 15, >= 2.5 and < 4 => 10, _ => 0 },
        CalmPrice: i.WeeklyVariation switch { < 3 => 10, < 5 => 7, < 8 => 3, _ => 0 },
        SupportBounce: (i.AboveSupport, i.TouchedSupport, i.Recovering) switch
        {
            ( <= 3, true, true) => 25,
            ( <= 5, true, _) => 20,
            ( <= 5, _, _) => 15,
            ( <= 8, _, _) => 10,
            ( <= 12, _, _) => 5,
            _ => 0,
        },
        EarlyMomentum: (i.Momentum, i.Rsi) switch
        {
            ( >= 3 and <= 8, >= 40 and <= 55) => 20,
            ( >= 3 and <= 8, >= 35 and <= 60) => 15,
            ( >= 3 and <= 8, _) => 10,
            ( >= 1 and < 3, _) => 8,
            _ => 0,
        },
        VolumeTiming: i.DayRatio switch
        {
            >= 2 and < 3 => i.DayRatioBefore < 2 ? 20 : 15,
            >= 3 and < 4 => 12,
            >= 4 => 5,
            >= 1.5 => 8,
            _ => 0,
        },
        Shape: (i.LowsRise, i.HighsRise) switch { (true, true) => 10, (true, false) => 7, (false, true) => 5, _ => 0 },
        Timing: (i.Momentum, i.DayRatio, i.OfHigh) switch
        {
            ( < 5, < 3, < 80) => SurgeTiming.Early,
            ( < 8, < 4, < 85) => SurgeTiming.Good,
            ( < 12, _, _) or (_, < 5, _) or (_, _, < 90) => SurgeTiming.Late,
            _ => SurgeTiming.Missed,
        });

    private static BouncePattern BounceOf(in TwoPatternInputs i)
    {
        var increases = i.DayRatio > 1.2 * i.DayRatioBefore;
        return new BouncePattern(
            Oversold: (i.Rsi, i.Drop) switch
            {
                ( >= 15 and <= 25, >= -25 and <= -15) => 30,
                ( < 30, >= -25 and <= -10) => 25,
                ( < 35, >= -20 and <= -10) => 20,
                ( < 40, >= -15 and <= -5) => 15,
                _ => 0,
            },
            VolumeReversal: i.DayRatio switch
            {
                >= 1.5 and <= 2.5 when i.DayRatioBefore < 1.2 && increases => 35,
                >= 1.2 and <= 2.5 when increases => 30,
                >= 0.8 and <= 1.5 => 20,
                < 0.8 => 10,
                > 3 => 5,
                _ => 0,
            },
            PanicRecovery: (i.LowDay, i.Recovery) switch
            {
                ( <= 2, >= 2 and <= 5) when i.HigherLow => 35,
                ( <= 3, >= 1 and <= 8) => 30,
                (_, > 0 and <= 10) => 20,
                ( <= 1, <= 2) => 25,
                (_, > 15) => 5,
                _ => 0,
            },
            Timing: (i.Rsi, i.LowDay) switch
            {
                ( < 25, <= 1) => SurgeTiming.Early,
                ( < 35, <= 2) => SurgeTiming.Good,
                ( < 45, <= 3) => SurgeTiming.Late,
                _ => SurgeTiming.Missed,
            });
    }

    private static TwoPatternInputs InputsOf(DaysBack days)
    {
        var price = days[0].Close;
        var support = days.LowestLow(0, DaysNeeded);
        var newestLow = days.LowestLow(0, 3);
        var lowDay = days.LowestDay(0, 5);
        var fortnight = days.MeanValue(WeekDays, 14);
        return new TwoPatternInputs
        {
            Rsi = SimpleRsi(days),
            MonthlyRatio = Over(days[0].Value, days.MeanValue(WeekDays, DaysNeeded - WeekDays)),
            WeeklyVariation = Variation(days),
            AboveSupport = Above(price, support),
            TouchedSupport = Above(newestLow, support) <= 2,
            Recovering = price > 1.01 * newestLow,
            Momentum = days.Change(since: 4),
            DayRatio = Over(days[0].Value, fortnight),
            DayRatioBefore = Over(days[1].Value, fortnight),
            LowsRise = newestLow > days.LowestLow(3, 3) && days.LowestLow(3, 3) > days.LowestLow(6, 3),
            HighsRise = days.HighestHigh(0, 3) > days.HighestHigh(3, 3) && days.HighestHigh(3, 3) > days.HighestHigh(6, 3),
            OfHigh = price / days.HighestHigh(0, DaysNeeded) * 100,
            Drop = days.Change(since: 5),
            LowDay = lowDay,
            Recovery = Above(price, days[lowDay].Low),
            HigherLow = days.LowestLow(0, 2) > days.LowestLow(2, 2),
        };
    }

    private static double SimpleRsi(DaysBack days)
    {
        var (rise, fall) = (0d, 0d);
        for (var back = 0; back < RsiChanges; back++)
        {
            var change = days[back].Close - days[back + 1].Close;
            if (change > 0) rise += change;
            else fall -= change;
        }

        return fall == 0 ? 100 : 100 - 100 / (1 + rise / fall);   // both sums over fourteen: their ratio needs no division
    }

    /// <summary>Sample deviation of seven closes as a percentage of their mean.</summary>
    private static double Variation(DaysBack days)
    {
        var mean = days.MeanClose(0, WeekDays);
        var squares = 0d;
        for (var back = 0; back < WeekDays; back++) squares += (days[back].Close - mean) * (days[back].Close - mean);
        return Math.Sqrt(squares / (WeekDays - 1)) / mean * 100;
    }

    private static double Above(double price, double floor) => (price - floor) / floor * 100;

    // Days in which nobody paid anything say nothing about the day after.
    private static double Over(double value, double mean) => mean > 0 ? value / mean : 0;
}
