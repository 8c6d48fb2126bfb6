using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Rules;

/// <summary>
/// A position is sold whole by its stop, or in parts by its targets. A part under the exchange's minimum order cannot be sold at all, so what the smallest part
/// would bring at the stop decides whether an amount is large enough.
/// </summary>
public static class LeastPart
{
    /// <summary>The smallest share that is ever sold: of each target, and of what is left after each for the stop.</summary>
    public static Percent Of(StrategySettings settings)
    {
        var least = 100m;
        var left = 100m;

        foreach (var (_, share) in settings.Targets())
        {
            left -= share;
            if (share > 0) least = Math.Min(least, share);
            if (left > 0) least = Math.Min(least, left);
        }

        return Percent.Of(least);
    }

    /// <summary>What that part would bring at the stop, after the fee.</summary>
    public static Krw AtStop(Krw amount, StrategySettings settings, Percent fee) => Whole(amount, settings, fee) * Of(settings);

    /// <summary>What the whole would bring at the stop, after the fee.</summary>
    public static Krw Whole(Krw amount, StrategySettings settings, Percent fee) =>
        amount * (1 - Percent.Of(settings.StopLoss).Fraction) * (1 - fee.Fraction);
}
