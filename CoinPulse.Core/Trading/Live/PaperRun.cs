using CoinPulse.Core.Money;

namespace CoinPulse.Core.Trading.Live;

/// <summary>What a strategy's run on paper has come to, every fee paid. It is shown beside what can be lost; it stops nobody.</summary>
/// <param name="Trades">Positions that were opened in the run and are over.</param>
/// <param name="Won">Those with a profit above zero.</param>
/// <param name="Profit">Of the trades that are over.</param>
/// <param name="DeepestFall">The furthest that the sum of the trades has fallen from its highest, trade after trade.</param>
/// <param name="Open">Positions that were opened in the run and still stand.</param>
/// <param name="Floating">What those would bring now; null where a price is missing.</param>
public sealed record PaperRun(int Trades, int Won, Krw Profit, Krw DeepestFall, int Open, Krw? Floating)
{
    /// <summary>With fewer trades luck decides more than the strategy. A rule of thumb of statistics: a share of thirty is known to within eighteen points, of ten to within thirty-one.</summary>
    public const int Few = 30;

    public bool SaysLittle => Trades < Few;

    public Percent? WinRate => Trades == 0 ? null : new Percent((decimal)Won / Trades);

    /// <param name="closed">Profits of the trades that are over, in the order in which they ended.</param>
    /// <param name="open">What each open position would bring now; null where its price is missing.</param>
    public static PaperRun Of(IReadOnlyCollection<Krw> closed, IReadOnlyCollection<Krw?> open)
    {
        var (sum, peak, deepest) = (Krw.Zero, Krw.Zero, Krw.Zero);
        foreach (var profit in closed)
        {
            sum += profit;
            peak = Krw.Max(peak, sum);
            deepest = Krw.Max(deepest, peak - sum);
        }

        Krw? floating = open.Any(profit => profit is null) ? null : open.Aggregate(Krw.Zero, (all, profit) => all + profit!.Value);
        return new PaperRun(closed.Count, closed.Count(profit => profit.IsPositive), sum, deepest, open.Count, floating);
    }
}
