using CoinPulse.Core.Accounts;
using CoinPulse.Core.Notifications;
using CoinPulse.Data.Accounts;
using CoinPulse.Data.Operations;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Notifications;

internal sealed class NoticeStore(IDbContextFactory<CoinPulseDbContext> contexts) : INotices
{
    private const int Tries = 5;

    public async Task<FoundNotices> PageAsync(UserId owner, NoticeCategory? category, bool unreadOnly, int skip, int take, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var asked = Of(context, owner, category);
        if (unreadOnly) asked = asked.Where(notice => notice.ReadAt == null);
        var page = await asked.OrderByDescending(notice => notice.ToldAt).ThenByDescending(notice => notice.At).ThenBy(notice => notice.Id).Skip(skip).Take(take).ToListAsync(cancellationToken);
        return new FoundNotices(page, await asked.CountAsync(cancellationToken), await Of(context, owner, null).CountAsync(notice => notice.ReadAt == null, cancellationToken));
    }

    public async Task<int> UnreadAsync(UserId owner, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Of(context, owner, null).CountAsync(notice => notice.ReadAt == null, cancellationToken);
    }

    public async Task<IReadOnlyList<Notice>> SinceAsync(UserId owner, DateTimeOffset toldAfter, int most, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Of(context, owner, null).Where(notice => notice.ReadAt == null && notice.ToldAt > toldAfter).OrderBy(notice => notice.ToldAt).Take(most).ToListAsync(cancellationToken);
    }

    public async Task ReadAsync(UserId owner, NoticeId notice, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Set<Notice>().Where(kept => kept.Id == notice && kept.Owner == owner && kept.ReadAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(kept => kept.ReadAt, now), cancellationToken);
    }

    public async Task<int> ReadAllAsync(UserId owner, NoticeCategory? category, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Of(context, owner, category).Where(notice => notice.ReadAt == null).ExecuteUpdateAsync(row => row.SetProperty(notice => notice.ReadAt, now), cancellationToken);
    }

    public async Task<NoticeWishes> WishesAsync(UserId owner, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<NoticeWishes>().AsNoTracking().SingleOrDefaultAsync(wishes => wishes.Owner == owner, cancellationToken) ?? new NoticeWishes(owner);
    }

    public async Task<NoticeWishes> ChangeWishesAsync(UserId owner, Action<NoticeWishes> change, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var context = await contexts.CreateDbContextAsync(cancellationToken);
                var wishes = await context.Set<NoticeWishes>().SingleOrDefaultAsync(kept => kept.Owner == owner, cancellationToken);
                if (wishes is null) context.Add(wishes = new NoticeWishes(owner));
                change(wishes);
                await context.SaveChangesAsync(cancellationToken);
                return wishes;
            }
            catch (DbUpdateException faster) when (tries < Tries && (faster is DbUpdateConcurrencyException || UniqueKey.IsTaken(faster)))
            {
                // Another page, or the digest of today: both are true, so the later one reads again.
            }
        }
    }

    public Task<int> ForgetForEveryoneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        contexts.DeleteInBatchesAsync(context => context.Set<Notice>().Where(notice => notice.ToldAt < before).OrderBy(notice => notice.Id), cancellationToken);

    private static IQueryable<Notice> Of(CoinPulseDbContext context, UserId owner, NoticeCategory? category)
    {
        var own = context.Set<Notice>().AsNoTracking().Where(notice => notice.Owner == owner);
        return category is { } one ? own.Where(notice => notice.Category == one) : own;
    }
}
