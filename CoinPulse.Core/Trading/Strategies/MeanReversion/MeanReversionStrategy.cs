using System.Globalization;
using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Trading.Strategies.MeanReversion;

/// <summary>Buys an overshoot: a close under the lower Bollinger band with a low index, in a market that is not in free fall; content when the mean is reached.</summary>
public sealed class MeanReversionStrategy : IStrategy
{
    public static readonly StrategyId Name = StrategyId.From("mean-reversion");

    public StrategyId Id => Name;

    public Type SettingsType => typeof(MeanReversionSettings);

    public StrategySettings DefaultSettings { get; } = new MeanReversionSettings();

    public int CandlesNeeded(StrategySettings settings)
    {
        var own = (MeanReversionSettings)settings;
        int[] needs = [own.BandPeriod, Series.WarmUp * own.RsiPeriod + 1, own.FallCandles + 1];
        return needs.Max();
    }

    public Opinion? Consider(MarketView view, StrategySettings settings)
    {
        var own = (MeanReversionSettings)settings;
        if (Closes(view, own) is not { } closes) return null;

        var close = closes[^1];
        var (mean, band) = Series.Band(closes, own.BandPeriod, (double)own.BandWidth);
        if (close >= band) return null;

        var rsi = Series.Rsi(closes, own.RsiPeriod);
        if (rsi >= (double)own.MostRsi) return null;

        var fall = (1 - close / closes.Skip(closes.Count - 1 - own.FallCandles).Max()) * 100;
        if (fall > (double)own.MostFall) return null;

        var why = Reason.Of(
            MeanReversionReasons.Entry,
            ("close", Significant.Price(close)),
            ("band", Significant.Price(band)),
            ("mean", Significant.Price(mean)),
            ("rsi", Points(rsi)),
            ("most", own.MostRsi),
            ("fall", Points(fall)),
            ("candles", own.FallCandles));

        return new Opinion(why, Math.Clamp(100 - rsi, 0, 100));
    }

    public Reason? Reconsider(MarketView view, StrategySettings settings)
    {
        var own = (MeanReversionSettings)settings;
        if (Closes(view, own) is not { } closes) return null;

        var (mean, _) = Series.Band(closes, own.BandPeriod);
        return closes[^1] >= mean
            ? Reason.Of(MeanReversionReasons.MeanReached, ("close", Significant.Price(closes[^1])), ("mean", Significant.Price(mean)))
            : null;
    }

    private List<double>? Closes(MarketView view, MeanReversionSettings own) =>
        Series.Newest(view.Candles, view.Unit, CandlesNeeded(own))?.Select(candle => candle.Close).ToList();

    private static string Points(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
