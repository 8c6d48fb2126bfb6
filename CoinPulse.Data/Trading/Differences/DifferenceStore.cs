using CoinPulse.Core.Accounts;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Differences;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Trading.Differences;

internal sealed class DifferenceStore(IDbContextFactory<CoinPulseDbContext> contexts) : IDifferences
{
    public async Task<IReadOnlyList<BooksDifference>> OfAsync(UserId owner, AccountId account, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return Ordered(await context.Set<BooksDifference>().AsNoTracking().Where(d => d.Owner == owner && d.Account == account).ToListAsync(cancellationToken));
    }

    public async Task<IReadOnlyList<BooksDifference>> KeepAsync(
        UserId owner, AccountId account, IReadOnlyList<FoundDifference> found, Sought sought, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var before = await context.Set<BooksDifference>().Where(d => d.Owner == owner && d.Account == account).ToDictionaryAsync(d => d.Asset, cancellationToken);
        var standing = new List<BooksDifference>();
        foreach (var (line, worth) in found)
        {
            if (before.Remove(BooksDifference.AssetOf(line), out var known)) known.Follow(line, sought, worth, at);
            else context.Add(known = new BooksDifference(owner, account, line, sought, worth, at));
            standing.Add(known);
        }

        context.RemoveRange(before.Values);
        if (context.ChangeTracker.HasChanges()) await context.SaveChangesAsync(cancellationToken);
        return Ordered(standing);
    }

    private static IReadOnlyList<BooksDifference> Ordered(IEnumerable<BooksDifference> differences) =>
        [.. differences.OrderBy(d => d.Market is not null).ThenBy(d => d.Asset.Value, StringComparer.Ordinal)];
}
