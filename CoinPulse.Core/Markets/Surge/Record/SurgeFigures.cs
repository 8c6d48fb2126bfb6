using CoinPulse.Core.Markets.Simulated;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Markets.Surge.Record;

/// <summary>What the record says of one predictor.</summary>
/// <param name="Settled">Calls whose horizon is over. One a market and horizon, so that one surge is not counted again every hour.</param>
/// <param name="Unknown">Of them, those whose prices were missing; they count as wrong.</param>
/// <param name="Waiting">Calls whose horizon still runs.</param>
/// <param name="Days">Seoul days with a settled call.</param>
/// <param name="Rate">Hits of settled calls; null before the first.</param>
/// <param name="Base">What every market did on the same days, each day weighted by its calls; null without a day to compare.</param>
/// <param name="BaseCases">How many market-days that is.</param>
/// <param name="Lift">The rate over the base on days that have both; null with too few days for an interval.</param>
/// <param name="MeanAfterFees">Of all settled calls by the rule: target, stop or close of the third day.</param>
public sealed record SurgeFigures(
    SurgePredictor Predictor, int Settled, int Hits, int Unknown, int Waiting, int Days, Proportion? Rate, Proportion? Base, int BaseCases, Lift? Lift, Percent? MeanAfterFees)
{
    /// <summary>
    /// Telling 30 % from a base of 20 % with 80 % power takes this many calls at five a day, because calls of one day win and lose together. With fewer, no rate
    /// means anything.
    /// </summary>
    public const int Enough = 255;

    public const int EnoughDays = 30;

    private const int FewestDaysForLift = 5;
    private const int Draws = 1_000;

    public bool IsEnough => Settled >= Enough && Days >= EnoughDays;

    public static SurgeFigures Of(SurgePredictor predictor, IReadOnlyList<SurgeTally> tallies, int waiting)
    {
        var own = tallies.Where(tally => tally.Predictor == predictor).ToList();
        var (settled, hits) = (own.Sum(tally => tally.Count), HitsOf(own));
        var everything = tallies.Where(tally => tally.Predictor == SurgePredictor.Everything).ToLookup(tally => tally.On);
        var days = own.GroupBy(tally => tally.On).Select(day => Day.Of(day.ToList(), everything[day.Key].ToList())).ToList();
        var compared = days.Where(day => day.Cases > 0).ToList();
        return new SurgeFigures(
            predictor,
            settled,
            hits,
            own.Where(tally => tally.Result == SurgeResult.Unknown).Sum(tally => tally.Count),
            waiting,
            days.Count,
            settled == 0 ? null : Proportion.Wilson((double)hits / settled, settled),
            BaseOf(compared),
            compared.Sum(day => day.Cases),
            LiftOf(compared),
            settled == 0 ? null : SurgeRules.AfterFees(new Percent(own.Sum(tally => tally.ExitSum) / settled)));
    }

    private static int HitsOf(IEnumerable<SurgeTally> tallies) => tallies.Where(tally => tally.Result == SurgeResult.Target).Sum(tally => tally.Count);

    private static Proportion? BaseOf(IReadOnlyList<Day> days)
    {
        if (days.Count == 0) return null;
        var calls = days.Sum(day => (double)day.Calls);
        var share = days.Sum(day => day.Calls * day.Base) / calls;

        // Kish: each market of a day carries the calls of that day divided by its markets.
        var effective = calls * calls / days.Sum(day => (double)day.Calls * day.Calls / day.Cases);
        return Proportion.Wilson(share, effective);
    }

    /// <summary>Whole days are drawn again, not calls: coins of one day rise and fall together.</summary>
    private static Lift? LiftOf(IReadOnlyList<Day> days)
    {
        var expected = days.Sum(day => day.Calls * day.Base);
        if (days.Count < FewestDaysForLift || expected <= 0) return null;

        var drawn = new List<double>(Draws);
        var chance = 0UL;
        for (var draw = 0; draw < Draws; draw++)
        {
            var (hits, by) = (0d, 0d);
            for (var day = 0; day < days.Count; day++)
            {
                var pick = days[(int)(Noise.Scramble(++chance * 0x9E37_79B9_7F4A_7C15UL) % (ulong)days.Count)];
                (hits, by) = (hits + pick.Hits, by + pick.Calls * pick.Base);
            }

            if (by > 0) drawn.Add(hits / by);
        }

        drawn.Sort();
        return new Lift(days.Sum(day => day.Hits) / expected, drawn[(int)(drawn.Count * 0.025)], drawn[(int)(drawn.Count * 0.975)]);
    }

    /// <summary>One Seoul day: its calls, and of every market sampled that day how many hit.</summary>
    private readonly record struct Day(int Calls, int Hits, int Cases, double Base)
    {
        public static Day Of(IReadOnlyList<SurgeTally> own, IReadOnlyList<SurgeTally> everything)
        {
            var cases = everything.Sum(tally => tally.Count);
            return new Day(own.Sum(tally => tally.Count), HitsOf(own), cases, cases == 0 ? 0 : (double)HitsOf(everything) / cases);
        }
    }
}
