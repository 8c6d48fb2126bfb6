using System.Globalization;

namespace CoinPulse.Core.Trading.Strategies;

/// <summary>Prices and means of prices as facts of a reason: six significant digits say all that a reader compares, whether the coin costs a hundred million or a thousandth.</summary>
internal static class Significant
{
    private const int Digits = 6;

    public static string Price(double price)
    {
        if (price <= 0) return "0";

        var decimals = Math.Clamp(Digits - 1 - (int)Math.Floor(Math.Log10(price)), 0, 8);
        return Math.Round((decimal)price, decimals).ToString("0.########", CultureInfo.InvariantCulture);
    }
}
