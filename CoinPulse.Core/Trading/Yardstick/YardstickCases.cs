using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Yardstick;

/// <summary>Makes the case of an account from the candles that the hub has in memory.</summary>
internal static class YardstickCases
{
    private const int MostSteps = 3_000;
    private const int MostMoments = 200;
    private const int MostLooks = 240;

    private static readonly CandleUnit[] FinestFirst = [CandleUnit.Minute1, CandleUnit.Minute5, CandleUnit.Minute15, CandleUnit.Minute30, CandleUnit.Hour1, CandleUnit.Hour4];

    /// <summary>Null when there is nothing to run, or no candle since the beginning.</summary>
    public static YardstickCase? Of(
        AccountId account, IReadOnlyList<(IStrategy Strategy, StrategySettings Settings)> armed, RiskSettings risk, IMarketHub hub, DateTimeOffset from, Krw equity, DateTimeOffset now)
    {
        if (armed.Count == 0) return null;
        var shortest = armed.Min(each => each.Settings.Timeframe);
        var fitting = FinestFirst.Where(unit => armed.All(each => (int)each.Settings.Timeframe % (int)unit == 0)).ToList();
        var unit = fitting.Where(unit => (now - from) / unit.Length() <= MostSteps && ReachesBackTo(hub, unit, from)).DefaultIfEmpty(fitting.LastOrDefault(shortest)).First();

        var markets = hub.Markets.Select(market => HistoryOf(hub, market, unit, armed)).ToList();
        var begins = unit.OpenOf(from) is var open && open < from ? open + unit.Length() : from;
        var until = unit.OpenOf(now);
        if (until <= begins) return null;

        var stride = Math.Max(1, (int)Math.Ceiling((until - begins) / unit.Length() / MostMoments));
        List<DateTimeOffset> moments = [];
        for (var at = begins; at < until; at += unit.Length() * stride) moments.Add(at);
        moments.Add(until);

        return new YardstickCase(
            account, hub.Source, [.. armed.Select(each => new ArmedCase(each.Strategy, each.Settings, ChanceOf(each.Strategy, each.Settings, markets, begins, until)))],
            risk, VenueFacts.Krw, markets, unit, begins, until, equity, moments);
    }

    /// <summary>
    /// How often the strategy found something new: a wish on a candle before which there was none, since a wish that goes on is one entry;
    /// at the beginning every wish is new. Looked up on evenly spaced
    /// decision candles of the same life, so that luck enters as often as judgement did.
    /// </summary>
    internal static double ChanceOf(
        IStrategy strategy, StrategySettings settings, IReadOnlyList<MarketHistory> markets, DateTimeOffset from, DateTimeOffset until, int mostLooks = MostLooks)
    {
        var armed = new ArmedCase(strategy, settings, 0);
        var length = settings.Timeframe.Length();
        var first = settings.Timeframe.LastClosed(from);
        var stride = Math.Max(1, (int)((until - first) / length) / mostLooks);
        var (looks, wishes) = (0, 0);
        for (var candleAt = first; candleAt + length <= until; candleAt += length * stride)
        {
            foreach (var market in markets)
            {
                looks++;
                if (Wishes(market, candleAt) && (candleAt == first || !Wishes(market, candleAt - length))) wishes++;
            }
        }

        return looks == 0 ? 0 : (double)wishes / looks;

        bool Wishes(MarketHistory market, DateTimeOffset candleAt) =>
            market.ViewOf(armed, candleAt, candleAt + length) is { } view && strategy.Consider(view, settings) is not null;
    }

    private static MarketHistory HistoryOf(IMarketHub hub, MarketInfo market, CandleUnit unit, IReadOnlyList<(IStrategy Strategy, StrategySettings Settings)> armed)
    {
        var units = armed.Select(each => each.Settings.Timeframe).Append(unit).Append(CandleUnit.Hour1).Distinct();
        return new MarketHistory(market, unit, units.ToDictionary(each => each, each => hub.Closed(market.Market, each, int.MaxValue)), hub.Quote(market.Market)?.Spread ?? Percent.Zero);
    }

    private static bool ReachesBackTo(IMarketHub hub, CandleUnit unit, DateTimeOffset from) =>
        hub.Markets.Any(market => hub.Closed(market.Market, unit, int.MaxValue) is [var oldest, ..] && oldest.OpenAt <= from);
}
