using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Rules;

/// <summary>What settings can cost when everything that they allow is held and every stop is hit at once, fees included. A gap through the stop costs more.</summary>
/// <param name="Invested">Won in coins at the most, fee not included.</param>
/// <param name="AtStop">Lost when every position is sold at its stop.</param>
/// <param name="AtEmergency">Lost when every position falls to its emergency line.</param>
public sealed record WorstCase(Krw Invested, Krw AtStop, Krw AtEmergency)
{
    public static WorstCase Of(StrategySettings settings, VenueFacts? venue = null)
    {
        var fee = (venue ?? VenueFacts.Krw).Fee.Fraction;
        var invested = new Krw(Math.Min(settings.AmountPerEntry * settings.MostPositions, settings.Budget));
        return new(invested, Loss(settings.StopLoss), Loss(settings.Emergency));

        // The stop is measured from cost, which carries the fee of the purchase; the sale pays its own.
        Krw Loss(decimal fall) => invested * ((1 + fee) * (1 - (1 - Percent.Of(fall).Fraction) * (1 - fee)));
    }
}
