using System.Collections.Concurrent;
using CoinPulse.Core.Exchanges.Upbit.Rest;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Hub;

namespace CoinPulse.Core.Exchanges.Upbit.Market;

/// <summary>
/// Makes boards whole: with the past at the start, and with what was missed while a line was down. What the store has is not asked for again; what strategies look
/// at comes first, for every market, and the rest afterwards.
/// </summary>
/// <remarks>
/// A market's board is filled in one stroke, past and present: before that it holds too few candles for any strategy, so nobody decides on a past with a hole in it.
/// </remarks>
internal sealed class UpbitHistory(UpbitPast past, ICandleStore store)
{
    private static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(590);   // of the 600 that a board keeps

    // The last minutes before a process was killed may have been stored half.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private static readonly (CandleUnit Unit, int Count)[] First =
        [(CandleUnit.Hour1, 800), (CandleUnit.Hour4, 200), (CandleUnit.Day1, 200), (CandleUnit.Minute1, 200)];

    private static readonly (CandleUnit Unit, int Count)[] Later =
    [
        (CandleUnit.Minute15, 3_000), (CandleUnit.Minute30, 1_500), (CandleUnit.Minute5, 600), (CandleUnit.Week1, 100), (CandleUnit.Minute3, 600), (CandleUnit.Minute10, 600),
    ];

    private readonly ConcurrentDictionary<MarketCode, Missing> _missing = [];
    private readonly ConcurrentDictionary<(MarketCode Market, CandleUnit Unit), int> _later = [];

    /// <summary>Nothing that strategies look at is missing anywhere.</summary>
    public bool IsWhole => _missing.IsEmpty;

    public bool IsMissing(MarketCode market) => _missing.ContainsKey(market);

    /// <summary>From this minute on the market's candles may be half.</summary>
    public void Miss(MarketCode market, DateTimeOffset from)
    {
        var minute = CandleUnit.Minute1.OpenOf(from);
        _missing.AddOrUpdate(market, new Missing(minute, 1), (_, known) => new Missing(known.From < minute ? known.From : minute, known.Times + 1));
    }

    /// <summary>The market has no past here yet.</summary>
    public void MissEverything(MarketCode market) => Miss(market, KnownSpans.Beginning);

    /// <summary>Gives a market up: it will not be had.</summary>
    public void Forget(MarketCode market) => _missing.TryRemove(market, out _);

    /// <summary>Fills what a market misses up to and including the minute <paramref name="through"/>, which is over; later minutes were heard whole.</summary>
    /// <exception cref="UpbitException">Upbit did not give it; the market still misses it.</exception>
    public async Task FillAsync(MarketBoard board, DateTimeOffset through, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var market = board.Info.Market;
        if (!_missing.TryGetValue(market, out var missing)) return;

        if (through - missing.From > LongestGap) await FillPastAsync(board, through, now, cancellationToken);
        else await FillGapAsync(board, [], missing.From, through, cancellationToken);

        // A line that broke meanwhile leaves something missing still.
        _missing.TryRemove(KeyValuePair.Create(market, missing));
    }

    /// <summary>Fetches one unit of one market that no strategy waits for.</summary>
    /// <returns>False when nothing is left to do.</returns>
    public async Task<bool> DeepenAsync(Func<MarketCode, MarketBoard?> boardOf, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var (unit, _) in Later)
        {
            foreach (var (key, count) in _later.Where(later => later.Key.Unit == unit))
            {
                if (boardOf(key.Market) is { } board)
                {
                    var stored = await StoredAsync(key.Market, unit, now, cancellationToken);
                    var fetched = await FetchAsync(key.Market, unit, SinceOf(stored, unit, count), unit.OpenOf(now), count, cancellationToken);
                    Fill(board, [(unit, stored)], [fetched], madeAnewFrom: null);
                }

                _later.TryRemove(key, out _);
                return true;
            }
        }

        return false;
    }

    private async Task FillPastAsync(MarketBoard board, DateTimeOffset through, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var market = board.Info.Market;
        var stored = new List<(CandleUnit Unit, IReadOnlyList<Candle> Candles)>();
        foreach (var unit in CandleDepths.Units) stored.Add((unit, await StoredAsync(market, unit, now, cancellationToken)));

        var minutes = stored.Find(unit => unit.Unit == CandleUnit.Minute1).Candles;
        if (minutes is [.., var newest] && await GapAsync(market, newest.OpenAt - Overlap, cancellationToken) is var from && through - from < LongestGap)
        {
            await FillGapAsync(board, stored, from, through, cancellationToken);
            foreach (var (unit, count) in Later.Where(later => stored.Find(one => one.Unit == later.Unit).Candles.Count < later.Count * 0.8)) _later[(market, unit)] = count;

            return;
        }

        var fetched = new List<Fetched>();
        foreach (var (unit, count) in First)
        {
            var since = SinceOf(stored.Find(one => one.Unit == unit).Candles, unit, count);
            var before = unit == CandleUnit.Minute1 ? through.AddMinutes(1) : unit.OpenOf(now);
            fetched.Add(await FetchAsync(market, unit, since, before, count, cancellationToken));
        }

        // What is fetched later comes with its stored part then: apart they would leave a hole.
        Fill(board, stored.Where(one => First.Any(first => first.Unit == one.Unit)), fetched, through);
        board.Past.HearFrom(through.AddMinutes(1));
        foreach (var (unit, count) in Later) _later[(market, unit)] = count;
    }

    private async Task FillGapAsync(
        MarketBoard board, IReadOnlyList<(CandleUnit Unit, IReadOnlyList<Candle> Candles)> stored, DateTimeOffset from, DateTimeOffset through, CancellationToken cancellationToken)
    {
        var minutes = await FetchAsync(board.Info.Market, CandleUnit.Minute1, from, through.AddMinutes(1), (int)LongestGap.TotalMinutes, cancellationToken);
        Fill(board, stored, [minutes], from);
        board.Past.HearFrom(from);
    }

    /// <summary>Where the gap since the last life begins: minutes that were stored half are not known.</summary>
    private async Task<DateTimeOffset> GapAsync(MarketCode market, DateTimeOffset newest, CancellationToken cancellationToken)
    {
        var known = await store.KnownAsync(PriceSource.Upbit, market, CandleUnit.Minute1, cancellationToken);
        return known.Spans is [.., var last] && last.To < newest ? last.To : newest;
    }

    private async Task<Fetched> FetchAsync(MarketCode market, CandleUnit unit, DateTimeOffset since, DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        var (candles, knownFrom) = await past.ReadAsync(market, unit, since, before, most, UpbitRank.LookUp, cancellationToken);
        return new Fetched(unit, candles, new CandleSpan(knownFrom, before));
    }

    private static void Fill(MarketBoard board, IEnumerable<(CandleUnit Unit, IReadOnlyList<Candle> Candles)> stored, IReadOnlyList<Fetched> fetched, DateTimeOffset? madeAnewFrom)
    {
        board.Fill(stored, fetched.Select(one => (one.Unit, one.Candles)), madeAnewFrom);
        foreach (var one in fetched) board.Past.Know(one.Unit, one.Known);
    }

    private Task<IReadOnlyList<Candle>> StoredAsync(MarketCode market, CandleUnit unit, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.ReadAsync(PriceSource.Upbit, market, unit, now - unit.Length() * (CandleDepths.Of(unit) * 1.2), now, cancellationToken);

    /// <summary>Only what the store does not have, unless that is so little that all of it is asked for.</summary>
    private static DateTimeOffset SinceOf(IReadOnlyList<Candle> stored, CandleUnit unit, int count) =>
        stored.Count >= count * 0.8 ? stored[^1].OpenAt + unit.Length() : KnownSpans.Beginning;

    private sealed record Fetched(CandleUnit Unit, IReadOnlyList<Candle> Candles, CandleSpan Known);

    /// <param name="From">The first minute that may be half.</param>
    /// <param name="Times">How often something was missed: what is missed while the rest is fetched is not there afterwards.</param>
    private readonly record struct Missing(DateTimeOffset From, int Times);
}
