using System.Runtime.InteropServices;

namespace CoinPulse.Core.Markets;

/// <summary>Candles as one stretch of memory: a score that looks at a thousand of them should not ask an interface for each.</summary>
internal static class CandleSpans
{
    /// <summary>Without a copy for what the hub, arrays and lists give.</summary>
    public static ReadOnlySpan<Candle> AsSpan(this IReadOnlyList<Candle> candles) => candles switch
    {
        Candle[] array => array,
        ArraySegment<Candle> segment => segment,
        List<Candle> list => CollectionsMarshal.AsSpan(list),
        _ => candles.ToArray(),
    };
}
