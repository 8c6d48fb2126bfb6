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

    /// <summary>The least score that the earlier product acted on.</summary>
    public const int PublishedMinimum = 60;

    /// <summary>Scores the newest of <paramref name="days"/>; null with fewer than twenty.</summary>
    /// <param name="days">Day candles, oldest first.</param>
    public static SurgeScore? Of(IReadOnlyList<Candle> days)
    {
        if (days.Count < DaysNeeded) return null;

        var back = new DaysBack(days.AsSpan());
        var volume = VolumeRatio(back);
        var rsi = AverageMoveRsi(back);
        var support = AboveSupport(back);
        var momentum = back.Change(since: RecentDays - 1);

        return new SurgeScore(
            new SurgePart(VolumePoints(volume), volume),
            new SurgePart(RsiPoints(rsi), rsi),
            new SurgePart(SupportPoints(support), support),
            TrendPart(back),
            new SurgePart(MomentumPoints(momentum), momentum));
    }

    public static SurgePenalties PenaltiesOf(IReadOnlyList<Candle> days, SurgeScore score)
    {
        var back = new DaysBack(days.AsSpan());
        var high = back.HighestHigh(0, Math.Min(back.Count, PenaltyDays));
        var weekly = back.Count < 2 * WeekDays ? 0 : (back.MeanClose(0, WeekDays) / back.MeanClose(WeekDays, WeekDays) - 1) * 100;
        var ofHigh = back[0].Close / high * 100;
        return new SurgePenalties(
            new SurgePart(NearHighPenalty(ofHigh), ofHigh),
            new SurgePart(WeeklyRisePenalty(weekly), weekly),
            new SurgePart(RsiPenalty(score.Rsi.Input), score.Rsi.Input),
            new SurgePart(MomentumPenalty(score.Momentum.Input), score.Momentum.Input));
    }

    public static SurgeLabel Label(int score, int least) => score switch
    {
        _ when score >= least => SurgeLabel.StrongBuy,
        >= 50 => SurgeLabel.Buy,
        >= 40 => SurgeLabel.Hold,
        _ => SurgeLabel.Pass,
    };

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

    private static double VolumeRatio(DaysBack days)
    {
        var recent = days.MeanValue(0, RecentDays);
        var before = days.MeanValue(RecentDays, DaysNeeded - RecentDays);

        // Fifteen days in which nobody paid anything say nothing about the five after.
        return before > 0 ? recent / before : 0;
    }

    private static double AverageMoveRsi(DaysBack days)
    {
        var (rise, rises, fall, falls) = (0d, 0, 0d, 0);
        for (var back = 0; back < RsiCloses - 1; back++)
        {
            var change = days[back].Close - days[back + 1].Close;
            if (change > 0) (rise, rises) = (rise + change, rises + 1);
            else (fall, falls) = (fall - change, falls + 1);
        }

        if (fall == 0) return 100;
        return 100 - 100 / (1 + (rises == 0 ? 0 : rise / rises) / (fall / falls));
    }

    private static double AboveSupport(DaysBack days)
    {
        var support = days.LowestLow(0, DaysNeeded);
        return (days[0].Close - support) / support * 100;
    }

    private static SurgeTrendPart TrendPart(DaysBack days)
    {
        var shortMean = days.MeanClose(0, ShortTrendDays);
        var longMean = days.MeanClose(0, WeekDays);
        var rises = 0;
        while (rises < MostRises && days[rises].Close > days[rises + 1].Close) rises++;
        return new SurgeTrendPart(TrendPoints(shortMean, longMean, rises), shortMean, longMean, rises);
    }
}
