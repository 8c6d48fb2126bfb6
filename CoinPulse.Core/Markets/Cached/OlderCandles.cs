using CoinPulse.Core.Markets.Candles;

namespace CoinPulse.Core.Markets.Cached;

/// <summary>A piece of a market's past, as a chart is pulled back through it.</summary>
/// <param name="IsBeginning">Nothing older is kept, and nothing in it is unknown.</param>
public sealed record PastCandles(CandleStretch Stretch, bool IsBeginning);

/// <summary>Candles piece by piece, back from a moment. Reads what is kept and never waits for an exchange.</summary>
public sealed class OlderCandles(ChartCandles charts)
{
    // A thin market trades in few of its minutes: where one stretch gives too few candles, one eight times as long is read, and once more.
    private const int Wider = 8;
    private const int Tries = 3;

    /// <summary>The newest <paramref name="count"/> closed candles that open before a moment; fewer where fewer are kept, or where something is not known yet.</summary>
    public async Task<PastCandles> ReadAsync(MarketCode market, CandleUnit unit, DateTimeOffset before, int count, CancellationToken cancellationToken)
    {
        var length = unit.Length() * count;
        for (var tried = 1; ; tried++, length *= Wider)
        {
            var from = unit.OpenOf(before - DateTimeOffset.UnixEpoch > length ? before - length : DateTimeOffset.UnixEpoch);
            var found = await StretchAsync(market, unit, from, before, cancellationToken);
            if (found.Candles.Count >= count) return new PastCandles(Newest(found, count), IsBeginning: false);
            if (found.Holes.Count > 0) return new PastCandles(found, IsBeginning: false);
            if (tried == Tries) return new PastCandles(found, IsBeginning: true);
        }
    }

    /// <summary>A stretch that was read before, as it is known now.</summary>
    public ValueTask<CandleStretch> StretchAsync(MarketCode market, CandleUnit unit, DateTimeOffset from, DateTimeOffset before, CancellationToken cancellationToken) =>
        charts.GetAsync(market, unit, from, before, cancellationToken);

    private static CandleStretch Newest(CandleStretch found, int count)
    {
        IReadOnlyList<Candle> newest = [.. found.Candles.Skip(found.Candles.Count - count)];
        return new CandleStretch(newest, [.. found.Holes.Where(hole => hole.To > newest[0].OpenAt)]);
    }
}
