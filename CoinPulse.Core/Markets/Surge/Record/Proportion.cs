namespace CoinPulse.Core.Markets.Surge.Record;

/// <summary>A share and the interval in which it lies with 95 % confidence, all from 0 to 1.</summary>
public sealed record Proportion(double Value, double Low, double High)
{
    private const double Z = 1.959963984540054;

    /// <summary>Wilson's interval: honest for few cases and near 0 and 1, where the usual one is not.</summary>
    /// <param name="share">The share that was seen.</param>
    /// <param name="cases">Of how many; of weighted cases the effective number.</param>
    public static Proportion Wilson(double share, double cases)
    {
        var z2 = Z * Z;
        var centre = (share + z2 / (2 * cases)) / (1 + z2 / cases);
        var half = Z / (1 + z2 / cases) * Math.Sqrt(share * (1 - share) / cases + z2 / (4 * cases * cases));
        return new Proportion(share, Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}

/// <summary>How many times the base rate, with its 95 % interval.</summary>
public sealed record Lift(double Value, double Low, double High);
