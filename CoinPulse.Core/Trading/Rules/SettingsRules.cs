using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Rules;

/// <summary>Says what is wrong with settings, each in a problem at its field. Settings with a problem are never saved and never traded on.</summary>
public static class SettingsRules
{
    public static IReadOnlyList<Problem> Check(StrategySettings settings, VenueFacts? venue = null)
    {
        // A number outside of its range makes nonsense of the sentences that compare it with others.
        var ranges = Ranges(settings);
        if (ranges.Count > 0) return ranges;

        return
        [
            .. Timeframe(settings),
            .. Stops(settings),
            .. Targets(settings, venue ?? VenueFacts.Krw),
            .. Amounts(settings, venue ?? VenueFacts.Krw),
            .. settings.OwnProblems(),
        ];
    }

    public static IReadOnlyList<Problem> Check(RiskSettings settings) =>
    [
        .. Ranges(settings),
        .. settings.ExcludedMarkets
            .Where(market => !MarketCode.TryParse(market, out _))
            .Select(market => Problem.Of(SettingsProblems.MarketNotUnderstood, market).At(nameof(RiskSettings.ExcludedMarkets))),
    ];

    private static List<Problem> Ranges(object settings) =>
    [
        .. SettingsForm.For(settings).Fields
            .Where(field => field.Kind == SettingKind.Number && !field.Allows(field.Get(settings)))
            .Select(field => Problem.Of(SettingsProblems.OutOfRange, field.Get(settings), field.Min, field.Max).At(field.Property)),
    ];

    private static IEnumerable<Problem> Timeframe(StrategySettings settings)
    {
        if (!settings.OfferedTimeframes.Contains(settings.Timeframe))
        {
            yield return Problem.Of(SettingsProblems.TimeframeNotOffered, (int)settings.Timeframe).At(nameof(settings.Timeframe));
        }
        else if (StrategyCatalog.Offered.Strategies.FirstOrDefault(strategy => strategy.SettingsType == settings.GetType()) is { } strategy
            && strategy.CandlesNeeded(settings) is var needed
            && needed > CandleDepths.Of(settings.Timeframe))
        {
            yield return Problem.Of(SettingsProblems.CandlesNotKept, needed, CandleDepths.Of(settings.Timeframe)).At(nameof(settings.Timeframe));
        }
    }

    private static IEnumerable<Problem> Stops(StrategySettings settings)
    {
        if (settings.Emergency <= settings.StopLoss)
        {
            yield return Problem.Of(SettingsProblems.EmergencyNotBeyondStop, settings.Emergency, settings.StopLoss).At(nameof(settings.Emergency));
        }

        if (settings.BreakEven > 0 && settings.BreakEven >= settings.Target1)
        {
            yield return Problem.Of(SettingsProblems.BreakEvenNotBelowTarget, settings.BreakEven, settings.Target1).At(nameof(settings.BreakEven));
        }

        if (settings.TrailFrom > 0)
        {
            var firstTrailingStop = (1 + settings.TrailFrom / 100) * (1 - settings.TrailBy / 100);
            if (firstTrailingStop <= 1 - settings.StopLoss / 100)
            {
                yield return Problem.Of(SettingsProblems.TrailingUnderStop, decimal.Round((1 - firstTrailingStop) * 100, 2), settings.StopLoss).At(nameof(settings.TrailBy));
            }
        }
    }

    private static IEnumerable<Problem> Targets(StrategySettings settings, VenueFacts venue)
    {
        var roundTrip = 2 * venue.Fee.Points;
        var highest = 0m;
        var sum = 0m;
        var skipped = false;

        foreach (var (gain, share, gainField, shareField) in Rows(settings))
        {
            if (gain == 0)
            {
                if (share > 0) yield return Problem.Of(SettingsProblems.ShareWithoutTarget, share).At(shareField);
                skipped = true;
                continue;
            }

            if (skipped) yield return Problem.Of(SettingsProblems.TargetSkipped, gain).At(gainField);
            if (gain <= roundTrip) yield return Problem.Of(SettingsProblems.TargetEatenByFees, gain, roundTrip).At(gainField);
            if (gain <= highest) yield return Problem.Of(SettingsProblems.TargetsNotAscending, gain, highest).At(gainField);
            if (share == 0) yield return Problem.Of(SettingsProblems.ShareMissing, gain).At(shareField);

            sum += share;
            if (sum > 100 && sum - share <= 100) yield return Problem.Of(SettingsProblems.SharesOverWhole, sum).At(shareField);

            highest = Math.Max(highest, gain);
        }

        // A resting order locks the coins it offers, and the guard's stop replaces one order: it covers the whole position or there is none.
        if (settings.RestTarget && (settings.Targets().Count() != 1 || settings.Share1 != 100))
        {
            yield return Problem.Of(SettingsProblems.RestingTargetNotWhole).At(nameof(settings.RestTarget));
        }
    }

    private static IEnumerable<Problem> Amounts(StrategySettings settings, VenueFacts venue)
    {
        var amount = new Krw(settings.AmountPerEntry);
        var whole = LeastPart.Whole(amount, settings, venue.Fee);

        if (whole < venue.Minimum)
        {
            yield return Problem.Of(SettingsProblems.AmountUnderMinimum, WholeWon(whole), venue.Minimum.Value).At(nameof(settings.AmountPerEntry));
            yield break;
        }

        var part = LeastPart.AtStop(amount, settings, venue.Fee);
        if (part < venue.Minimum)
        {
            yield return Problem.Of(SettingsProblems.PartUnderMinimum, LeastPart.Of(settings).Points, WholeWon(part), venue.Minimum.Value).At(nameof(settings.AmountPerEntry));
        }
    }

    private static (decimal Gain, decimal Share, string GainField, string ShareField)[] Rows(StrategySettings settings) =>
    [
        (settings.Target1, settings.Share1, nameof(settings.Target1), nameof(settings.Share1)),
        (settings.Target2, settings.Share2, nameof(settings.Target2), nameof(settings.Share2)),
        (settings.Target3, settings.Share3, nameof(settings.Target3), nameof(settings.Share3)),
    ];

    private static decimal WholeWon(Krw amount) => decimal.Floor(amount.Value);
}
