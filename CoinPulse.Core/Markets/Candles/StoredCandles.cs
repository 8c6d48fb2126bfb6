using CoinPulse.Core.Markets.Hub;

namespace CoinPulse.Core.Markets.Candles;

/// <summary>Fills a market's board with what is stored, as deep as the board keeps it.</summary>
internal static class StoredCandles
{
    /// <returns>False when nothing is stored of this market.</returns>
    public static async Task<bool> RestoreAsync(this ICandleStore store, PriceSource source, MarketBoard board, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = false;
        foreach (var unit in CandleDepths.Units)
        {
            // Gaps make candles fewer, not older: the depth in time is generous and the board keeps what it has room for.
            var from = now - unit.Length() * (CandleDepths.Of(unit) * 1.2);
            var candles = await store.ReadAsync(source, board.Info.Market, unit, from, now, cancellationToken);
            board.Restore(unit, candles);
            found |= candles.Count > 0;
        }

        if (found) board.ResumeForming();
        return found;
    }
}
