using System.Collections.Concurrent;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Time;

namespace CoinPulse.Core.Markets.Hub;

/// <summary>What a pass over the prices mended.</summary>
/// <param name="Markets">Markets that are new, gone or known by other facts.</param>
/// <param name="Gaps">Stretches of minutes that the store did not have.</param>
/// <param name="Candles">Candles that the source still gave for them, of every unit.</param>
public sealed record PriceSyncReport(int Markets, int Gaps, int Candles);

/// <summary>
/// Takes over the source's list of markets, and asks the source for minutes that are missing in the store. A minute in which nothing traded is missing too: it
/// is asked for once, and what the source has not either is no gap.
/// </summary>
internal sealed class PriceSync(MarketHub hub, IMarketSource source, ICandleStore store, EngineClock clock)
{
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(1);

    // The newest minutes may still be on their way to the store.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<MarketCode, DateTimeOffset> _askedUntil = [];

    public async Task<PriceSyncReport> RunAsync(CancellationToken cancellationToken)
    {
        var changed = await TakeListAsync(cancellationToken);
        var (gaps, candles) = (0, 0);
        if (!source.GivesPast) return new PriceSyncReport(changed, 0, 0);
        foreach (var market in hub.Markets)
        {
            var (found, filled) = await RepairAsync(market.Market, cancellationToken);
            (gaps, candles) = (gaps + found, candles + filled);
        }

        return new PriceSyncReport(changed, gaps, candles);
    }

    private async Task<int> TakeListAsync(CancellationToken cancellationToken)
    {
        if (await source.ListAsync(cancellationToken) is not { } list) return 0;
        var before = hub.Markets.ToDictionary(info => info.Market);
        var changed = list.Count(info => !before.Remove(info.Market, out var known) || known != info) + before.Count;
        if (changed > 0) hub.Open(list);
        return changed;
    }

    private async Task<(int Gaps, int Candles)> RepairAsync(MarketCode market, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var until = CandleUnit.Minute1.OpenOf(now - Settled);
        var from = _askedUntil.GetValueOrDefault(market, CandleUnit.Minute1.OpenOf(now - LookBack));
        var (gaps, candles) = (0, 0);
        foreach (var (start, end) in Holes(await store.ReadAsync(source.Source, market, CandleUnit.Minute1, from, until, cancellationToken), from, until))
        {
            gaps++;
            candles += await FillAsync(market, start, end, now, cancellationToken);
        }

        _askedUntil[market] = until;
        return (gaps, candles);
    }

    /// <summary>The longer candles around the hole are asked for too: the source knows them whole.</summary>
    private async Task<int> FillAsync(MarketCode market, DateTimeOffset start, DateTimeOffset end, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var batches = new List<CandleBatch>();
        foreach (var unit in CandleDepths.Units)
        {
            var past = await source.PastAsync(market, unit, unit.OpenOf(start), end, cancellationToken);
            List<Candle> closed = [.. past.Where(candle => candle.OpenAt + unit.Length() <= now)];
            if (closed.Count == 0 && unit == CandleUnit.Minute1) return 0;   // nothing traded: a gap that is one
            if (closed.Count > 0) batches.Add(new CandleBatch(market, unit, closed));
        }

        await store.AppendAsync(source.Source, batches, engine: null, cancellationToken);
        return batches.Sum(batch => batch.Candles.Count);
    }

    private static IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> Holes(IReadOnlyList<Candle> stored, DateTimeOffset from, DateTimeOffset until)
    {
        var expected = from;
        foreach (var candle in stored)
        {
            if (candle.OpenAt > expected) yield return (expected, candle.OpenAt);
            expected = candle.OpenAt + Minute;
        }

        if (expected < until) yield return (expected, until);
    }
}
