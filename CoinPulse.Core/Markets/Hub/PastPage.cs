using CoinPulse.Core.Markets.Backfill;

namespace CoinPulse.Core.Markets.Hub;

/// <summary>One answer about the past.</summary>
/// <param name="Candles">Closed, oldest first.</param>
/// <param name="KnownFrom">These are all the candles from here on; <see cref="Candles.KnownSpans.Beginning"/> when there are none before them.</param>
/// <param name="Trouble">Why there is no answer; then nothing is known.</param>
internal sealed record PastPage(IReadOnlyList<Candle> Candles, DateTimeOffset KnownFrom, BackfillTrouble Trouble)
{
    public static PastPage Refused(BackfillTrouble trouble) => new([], default, trouble);
}
