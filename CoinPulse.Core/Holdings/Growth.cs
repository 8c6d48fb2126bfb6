using CoinPulse.Core.Money;

namespace CoinPulse.Core.Holdings;

/// <summary>How an account did, whatever was paid in and taken out meanwhile, and what the same payments would have come to in one coin. Pure.</summary>
public static class Growth
{
    /// <summary>
    /// The time-weighted return: the days' growths, one after another. What came in on a day worked from its beginning, what went out worked until its end.
    /// </summary>
    /// <returns>Null while there is no day that began with anything, and where coins are left out of a day: their price, once it is known, would look like profit.</returns>
    public static Percent? TimeWeighted(IReadOnlyList<DayBalance> days)
    {
        if (days.Any(day => day.LacksPrices)) return null;
        decimal? grown = null;
        foreach (var (day, next) in days.Zip(days.Skip(1)))
        {
            var began = day.Equity + day.In;
            if (!began.IsPositive) continue;
            grown = (grown ?? 1) * ((next.Equity + day.Out).Value / began.Value);
        }

        return grown is { } factor ? new Percent(factor - 1) : null;
    }

    /// <summary>The days as they would have been in one coin: what was there on the first day that is known whole bought it, what came bought more and what went sold some.</summary>
    /// <param name="priceAt">What the coin cost at a moment; a day without a price has no point.</param>
    public static IReadOnlyList<(DateTimeOffset At, Krw Worth)> InOneCoin(IReadOnlyList<DayBalance> days, Func<DateTimeOffset, Price?> priceAt)
    {
        var line = new List<(DateTimeOffset, Krw)>();
        decimal? coins = null;
        foreach (var day in days)
        {
            if (priceAt(day.At) is not { IsPositive: true } price) continue;
            if (coins is null && day.LacksPrices) continue;
            coins ??= day.Equity.Value / price.Value;
            line.Add((day.At, new Krw(coins.Value * price.Value)));
            coins = Math.Max(0, coins.Value + (day.In - day.Out).Value / price.Value);
        }

        return line;
    }
}
