using CoinPulse.Core.Money;

namespace CoinPulse.Core.Markets;

/// <summary>What one won, spread evenly over every market at the beginning, would be worth if it were sold at a moment.</summary>
public readonly record struct BuyAndHoldPoint(DateTimeOffset At, double Factor);

/// <summary>
/// The measure that stands beside an account's equity: every market of the source bought in equal parts at one moment and held. The fee is paid once
/// going in and once coming out, so the curve begins just under 1. A market that had no price yet at the beginning joins no part of it.
/// </summary>
public sealed class BuyAndHold(IMarketHub hub)
{
    // A coarse candle would buy at a price from before the beginning: what happened in between would be counted for or against holding.
    private static readonly CandleUnit[] FinestFirst = [CandleUnit.Minute1, CandleUnit.Minute5, CandleUnit.Minute15, CandleUnit.Hour1];

    /// <summary>From <paramref name="from"/> to now, by the finest candles that the hub still has from then; the last point is the newest price.</summary>
    public IReadOnlyList<BuyAndHoldPoint> Since(DateTimeOffset from, Percent fee, DateTimeOffset now)
    {
        var unit = FinestFirst.Append(CandleUnit.Day1).First(unit => unit == CandleUnit.Day1 || ReachesBackTo(from, unit));
        return Curve([.. Closes(unit)], unit, from, fee, now);
    }

    /// <summary>The same from given candles.</summary>
    /// <param name="markets">Of each market its closed candles, oldest first, and its newest price where there is one.</param>
    /// <param name="unit">The candles' unit.</param>
    /// <param name="from">When everything is bought: at the close of the newest candle that had closed by then.</param>
    /// <param name="fee">Of one trade.</param>
    /// <param name="now">When the newest prices stand.</param>
    public static IReadOnlyList<BuyAndHoldPoint> Curve(
        IReadOnlyList<(IReadOnlyList<Candle> Candles, double? Newest)> markets, CandleUnit unit, DateTimeOffset from, Percent fee, DateTimeOffset now)
    {
        var held = markets.Select(market => Held.Buy(market.Candles, market.Newest, unit, from)).OfType<Held>().ToList();
        if (held.Count == 0) return [];

        // Coins for amount / (1 + fee); what they sell for less the fee.
        var kept = (1 - (double)fee.Fraction) / (1 + (double)fee.Fraction);
        var moments = held.SelectMany(market => market.ClosingMoments).Where(at => at < now).Distinct().Order();

        var curve = new List<BuyAndHoldPoint> { new(from, kept) };
        curve.AddRange(moments.Select(at => new BuyAndHoldPoint(at, kept * held.Average(market => market.RatioAt(at)))));
        curve.Add(new BuyAndHoldPoint(now, kept * held.Average(market => market.NewestRatio)));
        return curve;
    }

    private bool ReachesBackTo(DateTimeOffset from, CandleUnit unit) =>
        Closes(unit).Any(market => market.Candles is [var oldest, ..] && oldest.OpenAt + unit.Length() <= from);

    private IEnumerable<(IReadOnlyList<Candle> Candles, double? Newest)> Closes(CandleUnit unit) =>
        hub.Markets.Select(info => (hub.Closed(info.Market, unit, int.MaxValue), hub.Quote(info.Market)?.Last.ToCandle()));

    /// <summary>One market from the moment of buying; asked for ratios in the order of time.</summary>
    private sealed class Held(double entry, IReadOnlyList<Candle> after, double? newest, CandleUnit unit)
    {
        private int _passed;
        private double? _last;

        public IEnumerable<DateTimeOffset> ClosingMoments => after.Select(candle => candle.OpenAt + unit.Length());

        public double NewestRatio => (newest ?? (after.Count > 0 ? after[^1].Close : entry)) / entry;

        public static Held? Buy(IReadOnlyList<Candle> candles, double? newest, CandleUnit unit, DateTimeOffset from)
        {
            var closed = candles.Count(candle => candle.OpenAt + unit.Length() <= from);
            return closed == 0 ? null : new Held(candles[closed - 1].Close, [.. candles.Skip(closed)], newest, unit);
        }

        /// <summary>A market in which nothing traded stands where it last stood.</summary>
        public double RatioAt(DateTimeOffset at)
        {
            for (; _passed < after.Count && after[_passed].OpenAt + unit.Length() <= at; _passed++) _last = after[_passed].Close;
            return (_last ?? entry) / entry;
        }
    }
}
