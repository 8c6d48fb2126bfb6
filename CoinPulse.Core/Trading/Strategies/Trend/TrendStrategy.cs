using System.Globalization;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Trading.Strategies.Trend;

/// <summary>Follows a break-out: the highest close of the channel, with the fast average over the slow one and the market neither asleep nor wild.</summary>
public sealed class TrendStrategy : IStrategy
{
    public static readonly StrategyId Name = StrategyId.From("trend");

    private const int RangePeriod = 14;

    public StrategyId Id => Name;

    public Type SettingsType => typeof(TrendSettings);

    public StrategySettings DefaultSettings { get; } = new TrendSettings();

    public int CandlesNeeded(StrategySettings settings)
    {
        var own = (TrendSettings)settings;
        int[] needs = [Series.WarmUp * own.SlowAverage, Series.WarmUp * RangePeriod, own.EntryChannel + 1, own.ExitChannel + 1];
        return needs.Max();
    }

    public Opinion? Consider(MarketView view, StrategySettings settings)
    {
        var own = (TrendSettings)settings;
        if (Series.Newest(view.Candles, view.Unit, CandlesNeeded(own)) is not { } candles) return null;

        var close = candles[^1].Close;
        var high = Before(candles, own.EntryChannel).Max();
        if (close <= high) return null;

        var (fast, slow) = Averages(candles, own);
        if (fast <= slow) return null;

        var range = Series.AtrPercent(candles, RangePeriod);
        if (range < (double)own.LeastRange || range > (double)own.MostRange) return null;

        var why = Reason.Of(
            TrendReasons.Entry,
            ("close", Shown(close)),
            ("high", Shown(high)),
            ("candles", own.EntryChannel),
            ("fast", Shown(fast)),
            ("slow", Shown(slow)),
            ("atr", range.ToString("0.##", CultureInfo.InvariantCulture)));

        // How many average ranges the close stands above the channel: a clear break before a hair's breadth.
        var clearance = (close / high - 1) * 100 / range;
        return new Opinion(why, Math.Clamp(50 + 50 * clearance, 50, 100));
    }

    public Reason? Reconsider(MarketView view, StrategySettings settings)
    {
        var own = (TrendSettings)settings;
        if (Series.Newest(view.Candles, view.Unit, CandlesNeeded(own)) is not { } candles) return null;

        var close = candles[^1].Close;
        var low = Before(candles, own.ExitChannel).Min();
        if (close < low) return Reason.Of(TrendReasons.ChannelBroken, ("close", Shown(close)), ("low", Shown(low)), ("candles", own.ExitChannel));

        var (fast, slow) = Averages(candles, own);
        return fast < slow ? Reason.Of(TrendReasons.AveragesCrossed, ("fast", Shown(fast)), ("slow", Shown(slow))) : null;
    }

    /// <summary>The closes before the decision candle.</summary>
    private static IEnumerable<double> Before(IReadOnlyList<Candle> candles, int count) => candles.Skip(candles.Count - 1 - count).Take(count).Select(candle => candle.Close);

    private static (double Fast, double Slow) Averages(IReadOnlyList<Candle> candles, TrendSettings own)
    {
        var closes = candles.Select(candle => candle.Close).ToList();
        return (Series.Ema(closes, own.FastAverage), Series.Ema(closes, own.SlowAverage));
    }

    private static string Shown(double price) => Significant.Price(price);
}
