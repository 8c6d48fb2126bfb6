using CoinPulse.Core.Money;

namespace CoinPulse.Core.Holdings;

/// <summary>What a Seoul day brought, by the account's books.</summary>
/// <param name="Profit">Realised, after every fee that was paid that day.</param>
/// <param name="Closed">Trades of the engine that were finished that day.</param>
/// <param name="Won">Those with a profit above zero; a trade that came out even is not won.</param>
public sealed record ProfitDay(DateOnly On, Krw Profit, int Closed, int Won);

/// <summary>Days taken together: a month, a year.</summary>
public sealed record ProfitSum(Krw Profit, int Closed, int Won)
{
    /// <summary>Null while no trade was finished.</summary>
    public Percent? WinRate => Closed == 0 ? null : new Percent((decimal)Won / Closed);

    public static ProfitSum Of(IEnumerable<ProfitDay> days) => days.Aggregate(
        new ProfitSum(Krw.Zero, 0, 0), (sum, day) => new ProfitSum(sum.Profit + day.Profit, sum.Closed + day.Closed, sum.Won + day.Won));
}
