namespace CoinPulse.Core.Markets.Simulated;

/// <summary>A trade: price on the tick, coins to eight decimals.</summary>
internal readonly record struct Print(double Price, double Coins, double Bid, double Ask, DateTimeOffset At);

/// <summary>
/// Turns a coin's fair price into quotes and prints. A print is at the ask with the probability that makes its expected price the fair one, so the bounce
/// between bid and ask says nothing about what comes next.
/// </summary>
internal sealed class Tape(SimulatedCoin coin, Noise noise)
{
    // Seoul's day: quiet before dawn, busy at nine (when Upbit's day begins) and in the evening. By the hour, mean 1.
    private static readonly double[] BusyByHour =
    [
        1.05, 0.85, 0.70, 0.60, 0.55, 0.55, 0.65, 0.85, 1.15, 1.75, 1.35, 1.10,
        1.00, 0.95, 0.95, 1.00, 1.05, 1.00, 0.95, 0.95, 1.05, 1.20, 1.45, 1.30,
    ];

    private TickBand _band;

    public (double Bid, double Ask) Quotes(double fair, double stress) => _band.Around(fair, fair * coin.HalfSpread * stress);

    /// <summary>
    /// What traded in a step, as one print; null when nothing did. Long steps carry the volume of all the trades in them.
    /// </summary>
    public Print? Trade(double fair, double stress, double activity, double seconds, DateTimeOffset at)
    {
        var busy = activity * BusyByHour[(at.UtcDateTime.Hour + 9) % 24];

        // More activity is half more trades, half larger ones.
        var expected = coin.TradesPerSecond * Math.Sqrt(busy) * seconds;
        var chance = 1 - Math.Exp(-expected);
        if (!noise.Chance(chance)) return null;

        var (bid, ask) = Quotes(fair, stress);
        var price = noise.Chance((fair - bid) / (ask - bid)) ? ask : bid;
        var value = coin.OrdinaryTrade * Math.Sqrt(busy) * (expected / chance) * Math.Exp(noise.Normal() - 0.5);
        var coins = Math.Max(1e-8, Math.Round(Math.Max(value, 5_000) / price, 8));
        return new Print(price, coins, bid, ask, at);
    }
}
