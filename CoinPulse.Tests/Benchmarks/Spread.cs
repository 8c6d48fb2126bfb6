namespace CoinPulse.Tests.Benchmarks;

/// <summary>The spread of single events.</summary>
internal static class Spread
{
    /// <summary>The value that so large a part does not exceed; 0 of nothing.</summary>
    /// <param name="sorted">Smallest first.</param>
    /// <param name="part">0.5 is the median, 1 the largest.</param>
    public static double At(this IReadOnlyList<double> sorted, double part) => sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(part * sorted.Count) - 1)];
}
