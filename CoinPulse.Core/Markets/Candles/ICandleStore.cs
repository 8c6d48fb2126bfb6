using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;

namespace CoinPulse.Core.Markets.Candles;

/// <summary>Closed candles of one market and unit, oldest first.</summary>
/// <param name="Known">The stretch of which these are all the candles there are; null when nobody promises that. It may hold none.</param>
public sealed record CandleBatch(MarketCode Market, CandleUnit Unit, IReadOnlyList<Candle> Candles, CandleSpan? Known = null);

/// <summary>
/// Closed candles on disk, apart from everything that an order waits for. They belong to no user; nothing is stored of an interval in which
/// nothing traded, and a candle that is still forming is never stored.
/// </summary>
public interface ICandleStore
{
    /// <summary>The candles that open at or after <paramref name="from"/> and before <paramref name="to"/>, oldest first. Only what was stored in this unit: nothing is rolled up or filled in.</summary>
    Task<IReadOnlyList<Candle>> ReadAsync(PriceSource source, MarketCode market, CandleUnit unit, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>The stretches of which everything is stored: what has no candle there is an interval without a trade.</summary>
    Task<KnownSpans> KnownAsync(PriceSource source, MarketCode market, CandleUnit unit, CancellationToken cancellationToken);

    /// <summary>
    /// Adds the batches, and what they make known, in one transaction. A candle that is there already is replaced, so a batch may be appended twice. One process at a
    /// time writes candles of a source, so that none overwrites what another has just added to the same row.
    /// </summary>
    /// <param name="source">Whose candles they are.</param>
    /// <param name="batches">Closed candles.</param>
    /// <param name="engine">Proven inside the transaction; null for candles that the source gives to any process.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LeaseLostException">Another process is the engine now; nothing was written.</exception>
    Task AppendAsync(PriceSource source, IReadOnlyList<CandleBatch> batches, LeaseProof? engine, CancellationToken cancellationToken);

    /// <summary>Drops the blocks that end at or before a UTC day. A block is dropped whole or kept whole; nothing before the day is known any more.</summary>
    /// <returns>How many blocks were dropped.</returns>
    Task<int> DropBeforeForEveryoneAsync(PriceSource source, CandleUnit unit, DateOnly day, CancellationToken cancellationToken);
}
