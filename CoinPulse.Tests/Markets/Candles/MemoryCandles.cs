using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Operations;

namespace CoinPulse.Tests.Markets.Candles;

internal sealed class MemoryCandles : ICandleStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(MarketCode, CandleUnit), SortedDictionary<DateTimeOffset, Candle>> _all = [];

    private readonly Dictionary<(MarketCode, CandleUnit), KnownSpans> _known = [];

    public bool IsBroken { get; set; }

    /// <summary>How often it was read.</summary>
    public int Reads { get; private set; }

    /// <summary>What comes of reading; null reads.</summary>
    public Exception? Breaks { get; set; }

    public Task<IReadOnlyList<Candle>> ReadAsync(PriceSource source, MarketCode market, CandleUnit unit, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        if (Breaks is { } fault) throw fault;
        lock (_gate)
        {
            Reads++;
            return Task.FromResult<IReadOnlyList<Candle>>(_all.TryGetValue((market, unit), out var candles) ? [.. candles.Values.Where(c => c.OpenAt >= from && c.OpenAt < to)] : []);
        }
    }

    public Task AppendAsync(PriceSource source, IReadOnlyList<CandleBatch> batches, LeaseProof? engine, CancellationToken cancellationToken)
    {
        if (IsBroken) throw new IOException("The disk is full.");
        lock (_gate)
        {
            foreach (var batch in batches)
            {
                if (!_all.TryGetValue((batch.Market, batch.Unit), out var candles)) _all[(batch.Market, batch.Unit)] = candles = [];
                foreach (var candle in batch.Candles) candles[candle.OpenAt] = candle;
                if (batch.Known is { } known) _known[(batch.Market, batch.Unit)] = _known.GetValueOrDefault((batch.Market, batch.Unit), KnownSpans.None).With(known);
            }
        }

        return Task.CompletedTask;
    }

    public Task<KnownSpans> KnownAsync(PriceSource source, MarketCode market, CandleUnit unit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_known.GetValueOrDefault((market, unit), KnownSpans.None));
        }
    }

    public Task<int> DropBeforeForEveryoneAsync(PriceSource source, CandleUnit unit, DateOnly day, CancellationToken cancellationToken) => Task.FromResult(0);
}
