using CoinPulse.Core.Accounts;
using CoinPulse.Core.Holdings;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Data.Trading;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Holdings;

internal sealed class DayStore(IDbContextFactory<CoinPulseDbContext> contexts) : IDayStore
{
    public async Task<IReadOnlyDictionary<DateOnly, SeenDay>> SeenAsync(UserId owner, AccountId account, DateOnly from, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var points = context.Set<EquityRow>().Where(r => r.Owner == owner && r.Account == account && r.On >= from);

        // The first point of each day, found in the database: a day of the present has hundreds.
        var firsts = points.GroupBy(r => r.On).Select(day => day.Min(r => r.At));
        var seen = await points.Where(r => firsts.Contains(r.At)).Select(r => new SeenDay(r.On, r.At, r.Equity)).ToListAsync(cancellationToken);
        return seen.ToDictionary(day => day.On);
    }

    public async Task<IReadOnlyList<ProfitDay>> ProfitAsync(UserId owner, AccountId account, DateOnly from, DateOnly through, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var booked = await context.Set<Posting>()
            .Where(p => p.Owner == owner && p.Account == account && p.On >= from && p.On <= through && (p.Line == BookLine.RealisedProfit || p.Line == BookLine.Fees))
            .GroupBy(p => p.On)
            .Select(day => new { On = day.Key, Amount = day.Sum(p => (decimal)(object)p.Amount) })
            .ToDictionaryAsync(day => day.On, day => -new Krw(day.Amount), cancellationToken);   // profit stands as a minus in the books, a fee as a plus

        var (since, until) = (Kst.StartOf(from), Kst.StartOf(through.AddDays(1)));
        var closed = (await context.Set<Position>()
                .Where(p => p.Owner == owner && p.Account == account && p.State == PositionState.Closed && p.ClosedAt >= since && p.ClosedAt < until)
                .Select(p => new { p.ClosedAt, p.Profit })
                .ToListAsync(cancellationToken))
            .ToLookup(p => Kst.DayOf(p.ClosedAt!.Value));
        return
        [
            .. booked.Keys.Union(closed.Select(day => day.Key)).Order()
                .Select(day => new ProfitDay(day, booked.GetValueOrDefault(day), closed[day].Count(), closed[day].Count(p => p.Profit.IsPositive))),
        ];
    }
}
