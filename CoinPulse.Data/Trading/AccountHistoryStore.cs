using CoinPulse.Core.Accounts;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Cycle;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Trading;

internal sealed class AccountHistoryStore(IDbContextFactory<CoinPulseDbContext> contexts) : IAccountHistory
{
    // Long enough for any cool-down or pause that the risk settings allow.
    private const int ExitsRead = 500;

    public async Task<AccountHistory> ReadAsync(UserId owner, AccountId account, DateOnly day, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var booked = await context.Set<Posting>()
            .Where(p => p.Owner == owner && p.Account == account && p.On == day && (p.Line == BookLine.RealisedProfit || p.Line == BookLine.Fees))
            .SumAsync(p => (decimal)(object)p.Amount, cancellationToken);
        var exits = await context.Set<Position>()
            .Where(p => p.Owner == owner && p.Account == account && p.State == PositionState.Closed)
            .OrderByDescending(p => p.ClosedAt)
            .Take(ExitsRead)
            .Select(p => new { p.Market, p.Strategy, p.ClosedAt, p.ClosedBecause })
            .ToListAsync(cancellationToken);
        return AccountHistory.Of(
            -new Krw(booked),   // profit stands as a minus in the books, a fee as a plus
            [.. exits.Select(exit => new PastExit(exit.Market, exit.Strategy, exit.ClosedAt!.Value, exit.ClosedBecause))]);
    }

    public async Task<EquityMark> MarkAsync(UserId owner, AccountId account, Krw equity, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = context.Set<EquityRow>().Where(r => r.Owner == owner && r.Account == account);
        var last = await rows.OrderByDescending(r => r.At).FirstOrDefaultAsync(cancellationToken);
        var today = Kst.DayOf(now);
        var opening = await rows.Where(r => r.On == today).OrderBy(r => r.At).Select(r => (Krw?)r.Equity).FirstOrDefaultAsync(cancellationToken);
        var peak = last is null ? equity : Krw.Max(last.Peak, equity);
        if (last is null || last.On != today || now - last.At >= IAccountHistory.PointEvery)
        {
            context.Add(new EquityRow { Owner = owner, Account = account, At = now, On = today, Equity = equity, Peak = peak });
            await context.SaveChangesAsync(cancellationToken);
        }

        return new EquityMark(opening ?? equity, peak);
    }

    public async Task<Krw?> OpeningAsync(UserId owner, AccountId account, DateOnly day, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<EquityRow>()
            .Where(r => r.Owner == owner && r.Account == account && r.On == day)
            .OrderBy(r => r.At)
            .Select(r => (Krw?)r.Equity)
            .FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<Krw?> PeakAsync(UserId owner, AccountId account, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<EquityRow>()
            .Where(r => r.Owner == owner && r.Account == account)
            .OrderByDescending(r => r.At)
            .Select(r => (Krw?)r.Peak)
            .FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<EquityPoint>> CurveAsync(UserId owner, AccountId account, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<EquityRow>()
            .Where(r => r.Owner == owner && r.Account == account && r.At >= since)
            .OrderBy(r => r.At)
            .Select(r => new EquityPoint(r.At, r.Equity))
            .ToListAsync(cancellationToken);
    }

    public async Task<int> ThinForEveryoneAsync(DateTimeOffset before, TimeSpan span, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var today = Kst.DayOf(before);
        var most = (int)(TimeSpan.FromDays(1) / span);

        // Only days that have more points than they should: a curve that was thinned before is not read again.
        var thick = await context.Set<EquityRow>()
            .Where(r => r.On < today)
            .GroupBy(r => new { r.Account, r.On })
            .Where(day => day.Count() > most)
            .Select(day => day.Key)
            .ToListAsync(cancellationToken);
        var gone = 0;
        foreach (var day in thick)
        {
            // One day of one account is one short transaction; an order slips in between two of them.
            var points = context.Set<EquityRow>().Where(r => r.Account == day.Account && r.On == day.On);
            var times = await points.OrderBy(r => r.At).Select(r => r.At).ToListAsync(cancellationToken);
            var surplus = times.GroupBy(at => (at - Kst.StartOf(day.On)).Ticks / span.Ticks).SelectMany(hour => hour.Skip(1)).ToList();
            if (surplus.Count > 0) gone += await points.Where(r => surplus.Contains(r.At)).ExecuteDeleteAsync(cancellationToken);
        }

        return gone;
    }
}
