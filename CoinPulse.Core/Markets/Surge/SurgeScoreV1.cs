namespace CoinPulse.Core.Markets.Surge;

/// <summary>
/// The score behind every published result of the earlier product, kept to the letter so that it can be compared with and beaten. It ranks how lively a coin
/// is; on its own record it did not tell winners from losers, and no page may claim that it does.
/// </summary>
public static class SurgeScoreV1
{
    public const int DaysNeeded = 20;

    /// <summary>Days that the deductions look back; with fewer they look at what there is.</summary>
    public const int PenaltyDays = 30;

    private const int RecentDays = 5;
    private const int RsiCloses = 14;
    private const int ShortTrendDays = 3;
    private const int WeekDays = 7;
    private const int MostRises = 3;

    /// <summary>Scores the newest of <paramref name="days"/>; null with fewer than twenty.</summary>
    /// <param name="days">Day candles, oldest first.</param>
    public static SurgeScore? Of(IReadOnlyList<Candle> days)
    {
        if (days.Count < DaysNeeded) return null;

        var volume = VolumeRatio(days);
        var rsi = AverageMoveRsi(days);
        var support = AboveSupport(days);
        var momentum = Momentum(days);

        return new SurgeScore(
            new SurgePart(VolumePoints(volume), volume),
            new SurgePart(RsiPoints(rsi), rsi),
            new SurgePart(SupportPoints(support), support),
            TrendPart(days),
            new SurgePart(MomentumPoints(momentum), momentum));
    }

    public static SurgePenalties PenaltiesOf(IReadOnlyList<Candle> days, SurgeScore score)
    {
        var high = Enumerable.Range(0, Math.Min(days.Count, PenaltyDays)).Max(back => Back(days, back).High);
        var weekly = days.Count < 2 * WeekDays ? 0 : (MeanClose(days, 0, WeekDays) / MeanClose(days, WeekDays, WeekDays) - 1) * 100;
        return new SurgePenalties(
            NearHighPenalty(Back(days, 0).Close / high * 100),
            WeeklyRisePenalty(weekly),
            RsiPenalty(score.Rsi.Input),
            MomentumPenalty(score.Momentum.Input));
    }

    public static int VolumePoints(double ratio) => ratio switch { >= 3 => 20, >= 2.25 => 15, >= 1.5 => 10, >= 1.2 => 5, _ => 0 };

    public static int RsiPoints(double rsi) => rsi switch { < 30 => 10, < 35 => 20, <= 50 => 25, <= 60 => 15, _ => 0 };

    public static int SupportPoints(double percentAbove) => percentAbove switch { <= 2 => 20, <= 4 => 15, <= 6 => 10, <= 10 => 5, _ => 0 };

    public static int TrendPoints(double shortMean, double longMean, int rises) => (shortMean > longMean, rises) switch
    {
        (true, >= 2) when shortMean > 1.02 * longMean => 20,
        (true, >= 1) => 15,
        (true, _) => 10,
        (false, >= 1) => 5,
        _ => 0,
    };

    public static int MomentumPoints(double percent) => percent switch { >= 10 => 15, >= 5 => 12, >= 2 => 8, >= 0 => 4, _ => 0 };

    public static int NearHighPenalty(double percentOfHigh) => percentOfHigh switch { >= 95 => 25, >= 90 => 20, >= 85 => 15, >= 80 => 10, _ => 0 };

    public static int WeeklyRisePenalty(double percent) => percent switch { >= 30 => 20, >= 20 => 15, >= 10 => 10, _ => 0 };

    public static int RsiPenalty(double rsi) => rsi switch { >= 70 => 15, >= 65 => 10, >= 60 => 5, _ => 0 };

    public static int MomentumPenalty(double percent) => percent switch { >= 15 => 15, >= 10 => 10, _ => 0 };

    private static double VolumeRatio(IReadOnlyList<Candle> days)
    {
        var recent = Enumerable.Range(0, RecentDays).Average(back => Back(days, back).Value);
        var before = Enumerable.Range(RecentDays, DaysNeeded - RecentDays).Average(back => Back(days, back).Value);

        // Fifteen days in which nobody paid anything say nothing about the five after.
        return before > 0 ? recent / before : 0;
    }

    private static double AverageMoveRsi(IReadOnlyList<Candle> days)
    {
        var changes = Enumerable.Range(0, RsiCloses - 1).Select(back => Back(days, back).Close - Back(days, back + 1).Close).ToList();
        var rise = changes.Where(change => change > 0).DefaultIfEmpty(0).Average();
        var fall = -changes.Where(change => change <= 0).DefaultIfEmpty(0).Average();
        return fall == 0 ? 100 : 100 - 100 / (1 + rise / fall);
    }

    private static double AboveSupport(IReadOnlyList<Candle> days)
    {
        var support = Enumerable.Range(0, DaysNeeded).Min(back => Back(days, back).Low);
        return (Back(days, 0).Close - support) / support * 100;
    }

    private static SurgeTrendPart TrendPart(IReadOnlyList<Candle> days)
    {
        var shortMean = MeanClose(days, 0, ShortTrendDays);
        var longMean = MeanClose(days, 0, WeekDays);
        var rises = Enumerable.Range(0, MostRises).TakeWhile(back => Back(days, back).Close > Back(days, back + 1).Close).Count();
        return new SurgeTrendPart(TrendPoints(shortMean, longMean, rises), shortMean, longMean, rises);
    }

    private static double Momentum(IReadOnlyList<Candle> days)
    {
        var then = Back(days, RecentDays - 1).Close;
        return (Back(days, 0).Close - then) / then * 100;
    }

    private static double MeanClose(IReadOnlyList<Candle> days, int from, int count) => Enumerable.Range(from, count).Average(back => Back(days, back).Close);

    // The published formulas count from the newest day; our lists are oldest first.
    private static Candle Back(IReadOnlyList<Candle> days, int back) => days[days.Count - 1 - back];
}
