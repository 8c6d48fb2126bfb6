using CoinPulse.Core.Money;

namespace CoinPulse.Core.Markets.Surge.Record;

/// <summary>One piece of a market's path, with the length that it stands for.</summary>
public readonly record struct PathCandle(Candle Candle, CandleUnit Unit)
{
    public DateTimeOffset OpenAt => Candle.OpenAt;

    public DateTimeOffset EndsAt => Candle.OpenAt + Unit.Length();
}

/// <summary>How a call went, read from candles alone: the same candles give the same answer whenever they are asked.</summary>
public sealed record SurgePath(SurgeResult Result, DateTimeOffset? TouchedAt, Percent Exit, Percent? Close, Percent Best, Percent Worst, CandleUnit Unit)
{
    /// <param name="entry">What was paid.</param>
    /// <param name="from">When.</param>
    /// <param name="until">The end of the horizon.</param>
    /// <param name="candles">Oldest first; see <see cref="Finest"/>.</param>
    public static SurgePath Of(Price entry, DateTimeOffset from, DateTimeOffset until, IReadOnlyList<PathCandle> candles)
    {
        var price = entry.ToCandle();

        // In decimals first: ten per cent over 100 is 110, and a high of 110 reaches it.
        var (target, stop) = ((entry * (1 + SurgeRules.Target.Fraction)).ToCandle(), (entry * (1 - SurgeRules.Stop.Fraction)).ToCandle());
        var (best, worst, unit, heardAt) = (price, price, CandleUnit.Minute1, from);
        var (result, touchedAt, exit) = ((SurgeResult?)null, (DateTimeOffset?)null, 0d);

        foreach (var piece in candles)
        {
            if (piece.OpenAt - heardAt > SurgeRules.LongestHole) result ??= SurgeResult.Unknown;
            if (result is null && piece.Candle.Low <= stop) (result, touchedAt, exit) = (SurgeResult.Stop, piece.EndsAt, Math.Min(stop, piece.Candle.Open));
            if (result is null && piece.Candle.High >= target) (result, touchedAt, exit) = (SurgeResult.Target, piece.EndsAt, target);
            (best, worst, heardAt) = (Math.Max(best, piece.Candle.High), Math.Min(worst, piece.Candle.Low), piece.EndsAt);
            if (piece.Unit > unit) unit = piece.Unit;
        }

        var isHeardToTheEnd = candles.Count > 0 && until - heardAt <= SurgeRules.LongestHole;
        Percent? close = isHeardToTheEnd ? Change(candles[^1].Candle.Close) : null;
        result ??= isHeardToTheEnd ? SurgeResult.Neither : SurgeResult.Unknown;
        var left = result switch
        {
            SurgeResult.Target or SurgeResult.Stop => Change(exit),
            SurgeResult.Neither => close!.Value,
            _ => Percent.Zero,
        };
        return new SurgePath(result.Value, touchedAt, left, close, Change(best), Change(worst), unit);

        Percent Change(double to) => new(Math.Round((decimal)(to / price - 1), 8));
    }

    /// <summary>
    /// One path out of candles of several lengths: the finest that there is of each stretch. A longer candle fills in only where no shorter one lies inside it.
    /// </summary>
    /// <param name="byUnit">Of each unit its candles, the finest unit first, each oldest first.</param>
    public static IReadOnlyList<PathCandle> Finest(IEnumerable<(CandleUnit Unit, IReadOnlyList<Candle> Candles)> byUnit)
    {
        var path = new List<PathCandle>();
        foreach (var (unit, candles) in byUnit)
        {
            var merged = new List<PathCandle>(path.Count + candles.Count);
            var at = 0;
            foreach (var candle in candles)
            {
                var piece = new PathCandle(candle, unit);
                while (at < path.Count && path[at].EndsAt <= piece.OpenAt) merged.Add(path[at++]);
                if (at == path.Count || path[at].OpenAt >= piece.EndsAt) merged.Add(piece);
            }

            merged.AddRange(path.Skip(at));
            path = merged;
        }

        return path;
    }

    /// <summary>Whether a stretch of more than an hour is not covered: then longer candles may know more.</summary>
    public static bool HasHoles(IReadOnlyList<PathCandle> path, DateTimeOffset from, DateTimeOffset until)
    {
        var heardAt = from;
        foreach (var piece in path)
        {
            if (piece.OpenAt - heardAt > TimeSpan.FromHours(1)) return true;
            heardAt = piece.EndsAt;
        }

        return until - heardAt > TimeSpan.FromHours(1);
    }
}
