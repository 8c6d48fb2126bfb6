using System.Globalization;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Surge;
using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Trading.Strategies.Swing;

/// <summary>
/// The earlier product's entry with its faults mended: the days of the score are the 24-hour spans that end with the decision candle, so none is half a day.
/// It has no exit of its own; target, stops and time limit are the guard's.
/// </summary>
public sealed class SwingStrategy : IStrategy
{
    public static readonly StrategyId Name = StrategyId.From("swing");

    public StrategyId Id => Name;

    public Type SettingsType => typeof(SwingSettings);

    public StrategySettings DefaultSettings { get; } = new SwingSettings();

    public int CandlesNeeded(StrategySettings settings)
    {
        var days = ((SwingSettings)settings).UsePenalties ? SurgeScoreV1.PenaltyDays : SurgeScoreV1.DaysNeeded;
        return days * Math.Max(1, (int)CandleUnit.Day1 / (int)settings.Timeframe);
    }

    public Opinion? Consider(MarketView view, StrategySettings settings)
    {
        var own = (SwingSettings)settings;

        // Gaps leave fewer candles in a day, so the same number reaches further back: days without trades are no days, and the newest twenty are still whole.
        var days = RolledDays.EndingWithLast(view.Candles, view.Unit);
        if (SurgeScoreV1.Of(days) is not { } score) return null;

        var penalties = own.UsePenalties ? SurgeScoreV1.PenaltiesOf(days, score) : null;
        var points = penalties is null ? score.Total : score.After(penalties);

        return points >= own.MinScore ? new Opinion(Why(score, penalties, points, own.MinScore), points) : null;
    }

    public Reason? Reconsider(MarketView view, StrategySettings settings) => null;

    private static Reason Why(SurgeScore score, SurgePenalties? penalties, int points, int least) => Reason.Of(
        SwingReasons.Entry,
        ("score", points),
        ("penalties", penalties?.Total ?? 0),
        ("least", least),
        ("volume", score.Volume.Points),
        ("r", Round(score.Volume.Input)),
        ("rsi", score.Rsi.Points),
        ("rsiValue", Round(score.Rsi.Input)),
        ("support", score.Support.Points),
        ("d", Round(score.Support.Input)),
        ("trend", score.Trend.Points),
        ("lead", Round(score.Trend.Lead)),
        ("rises", score.Trend.Rises),
        ("momentum", score.Momentum.Points),
        ("m", Round(score.Momentum.Input)));

    private static string Round(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
