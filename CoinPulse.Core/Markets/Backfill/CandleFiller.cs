using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Markets.Backfill;

/// <param name="Known">Intervals since the wanted start of which it is known what happened.</param>
/// <param name="Wanted">All of them.</param>
/// <param name="Candles">Fetched by this step.</param>
/// <param name="Requests">Asked for by this step: one or none.</param>
internal readonly record struct FillStep(int Known, int Wanted, int Candles, int Requests, BackfillTrouble Trouble)
{
    public bool IsDone => Known == Wanted && Trouble == BackfillTrouble.None;
}

/// <summary>
/// Fills the past of one market and unit, a page at a time, the newest hole first and backwards in it. What came and what is known by it are stored together, so that
/// whoever goes on after a kill asks for nothing twice.
/// </summary>
internal sealed class CandleFiller(MarketHub hub, IMarketSource source, CandleHistory history, ICandleStore store, IEngineLease lease, EngineClock clock)
{
    // Our clock may be ahead of the exchange's by seconds: what is closed there is left to the writer of live candles.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(30);

    /// <summary>Whether this process may write: it is the engine and its prices are there.</summary>
    public bool IsOurs => lease.Proof is not null && hub.State != FeedState.WarmingUp;

    /// <summary>Fetches one page of what is missing since <paramref name="from"/>; nothing when nothing is.</summary>
    /// <exception cref="Trading.LeaseLostException">Another process is the engine now; nothing was written.</exception>
    public async Task<FillStep> StepAsync(MarketCode market, CandleUnit unit, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var wanted = new CandleSpan(unit.OpenOf(from), unit.OpenOf(clock.GetUtcNow() - Settled));
        var known = await history.KnownAsync(market, unit, cancellationToken) ?? KnownSpans.None;
        var holes = known.HolesIn(wanted);
        if (holes is not [.., var newest])
        {
            await DeepenAsync(market, unit, known, cancellationToken);
            return Step(unit, wanted, holes, 0, 0, BackfillTrouble.None);
        }

        if (lease.Proof is not { } proof) return Step(unit, wanted, holes, 0, 0, BackfillTrouble.None);
        var page = await source.PastAsync(market, unit, newest.To, cancellationToken);
        if (page.Trouble != BackfillTrouble.None) return Step(unit, wanted, holes, 0, 1, page.Trouble);
        if (page.KnownFrom >= newest.To) return Step(unit, wanted, holes, 0, 1, BackfillTrouble.NoAnswer);   // it says nothing of what was asked

        var batch = new CandleBatch(market, unit, page.Candles, new CandleSpan(page.KnownFrom, newest.To));
        await store.AppendAsync(hub.Source, [batch], proof, cancellationToken);
        known = known.With(batch.Known!.Value);
        holes = known.HolesIn(wanted);
        if (holes.Count == 0) await DeepenAsync(market, unit, known, cancellationToken);
        return Step(unit, wanted, holes, page.Candles.Count, 1, BackfillTrouble.None);
    }

    /// <summary>The board in memory keeps what strategies look at: with more in the store than it began with, it gets the rest of its depth.</summary>
    private async Task DeepenAsync(MarketCode market, CandleUnit unit, KnownSpans known, CancellationToken cancellationToken)
    {
        if (hub.BoardOf(market) is not { } board || board.Closed(unit, int.MaxValue) is not [var oldest, ..] inMemory || inMemory.Count >= CandleDepths.Of(unit)) return;

        // Not over a hole: candles that stand side by side are taken for neighbours.
        var reach = known.Spans.FirstOrDefault(span => span.From < oldest.OpenAt && span.To >= oldest.OpenAt);
        if (reach == default) return;
        var from = oldest.OpenAt - unit.Length() * (CandleDepths.Of(unit) * 1.2);
        board.Deepen(unit, await store.ReadAsync(hub.Source, market, unit, reach.From > from ? reach.From : from, oldest.OpenAt, cancellationToken));
    }

    private static FillStep Step(CandleUnit unit, CandleSpan wanted, IReadOnlyList<CandleSpan> holes, int candles, int requests, BackfillTrouble trouble)
    {
        var (all, missing) = ((wanted.To - wanted.From).Ticks, holes.Sum(hole => (hole.To - hole.From).Ticks));
        return new FillStep((int)((all - missing) / unit.Length().Ticks), (int)(all / unit.Length().Ticks), candles, requests, trouble);
    }
}
