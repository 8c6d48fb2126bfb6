using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Notifications;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Data.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Notifications;

internal sealed class NoticeBook(IDbContextFactory<CoinPulseDbContext> contexts) : INoticeBook
{
    private static readonly NoticeChannels[] Channels = [NoticeChannels.Email, NoticeChannels.Telegram];

    public async Task<DateTimeOffset?> ReadToForEveryoneAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<NoticeMark>().Where(mark => mark.Name == NoticeMark.Audit).Select(mark => mark.At).SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<AuditEntry>> ActsForEveryoneAsync(IReadOnlyCollection<string> acts, DateTimeOffset from, int most, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Audit.AsNoTracking().Where(entry => entry.At >= from && acts.Contains(entry.Act)).OrderBy(entry => entry.At).Take(most).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<Position>> PositionsForEveryoneAsync(IReadOnlyCollection<PositionId> ids, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<Position>().AsNoTracking().Where(position => ids.Contains(position.Id)).ToListAsync(cancellationToken);
    }

    public async Task<bool> KnowsDeviceAsync(UserId owner, AuditEntry signIn, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var before = context.Audit.Where(entry => entry.Subject == owner && entry.Act == AuditActs.SignedIn && entry.At < signIn.At);
        return await before.AnyAsync(entry => entry.Details == signIn.Details && entry.Address == signIn.Address, cancellationToken) || !await before.AnyAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<UserId>> PeopleForEveryoneAsync(bool adminsOnly, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = adminsOnly ? context.AdminIds() : context.Users.Select(user => user.Id);
        return (await ids.ToListAsync(cancellationToken)).ConvertAll(id => new UserId(id));
    }

    public async Task<IReadOnlyList<Position>> LeavingForEveryoneAsync(PriceSource source, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<Position>().AsNoTracking().Where(position => position.Source == source && position.State == PositionState.Closing).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<Condition>> StandingForEveryoneAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<Condition>().AsNoTracking().ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<NoticeWishes>> DigestsForEveryoneAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<NoticeWishes>().AsNoTracking().Where(wishes => wishes.DigestHour != null).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<UserId>> TellForEveryoneAsync(Telling telling, NoticeChannels offered, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = telling.Notices.Select(notice => notice.Id).ToList();
        var there = (await context.Set<Notice>().Where(notice => ids.Contains(notice.Id)).Select(notice => notice.Id).ToListAsync(cancellationToken)).ToHashSet();
        var fresh = telling.Notices.Where(notice => there.Add(notice.Id)).ToList();
        var owners = fresh.Select(notice => notice.Owner).Distinct().ToList();
        var people = await PeopleAsync(context, owners, cancellationToken);
        foreach (var notice in fresh)
        {
            notice.Tell(now);
            context.Add(notice);
            if (!people.TryGetValue(notice.Owner, out var person)) continue;
            var (wishes, reached) = person;
            foreach (var channel in Channels.Where(channel => (wishes.ChannelsFor(notice.Kind) & offered & reached).HasFlag(channel)))
            {
                context.Add(new Delivery(notice, channel, wishes.NotBefore(notice, now)));
            }
        }

        if (telling.ReadTo is { } readTo) await MarkAsync(context, readTo, cancellationToken);
        foreach (var condition in telling.Begun)
        {
            if (!await context.Set<Condition>().AnyAsync(kept => kept.Key == condition.Key, cancellationToken)) context.Add(condition);
        }

        var over = telling.Over;
        if (over.Count > 0) context.RemoveRange(await context.Set<Condition>().Where(kept => over.Contains(kept.Key)).ToListAsync(cancellationToken));
        if (telling.DigestOf is { } day)
        {
            var written = telling.Notices.Select(notice => notice.Owner).ToList();
            foreach (var wishes in await context.Set<NoticeWishes>().Where(wishes => written.Contains(wishes.Owner)).ToListAsync(cancellationToken)) wishes.Digested(day);
        }

        await context.SaveChangesAsync(cancellationToken);   // one transaction
        return owners;
    }

    private static async Task MarkAsync(CoinPulseDbContext context, DateTimeOffset readTo, CancellationToken cancellationToken)
    {
        var mark = await context.Set<NoticeMark>().SingleOrDefaultAsync(kept => kept.Name == NoticeMark.Audit, cancellationToken);
        if (mark is null) context.Add(mark = new NoticeMark { Name = NoticeMark.Audit });
        if (mark.At is null || mark.At < readTo) mark.At = readTo;
    }

    /// <summary>What each of them chose, and where they can be reached at all. Tracked by nobody: only the digest changes wishes here.</summary>
    private static async Task<Dictionary<UserId, (NoticeWishes Wishes, NoticeChannels Reached)>> PeopleAsync(CoinPulseDbContext context, List<UserId> owners, CancellationToken cancellationToken)
    {
        var ids = owners.ConvertAll(owner => owner.Value);
        var chosen = await context.Set<NoticeWishes>().AsNoTracking().Where(wishes => owners.Contains(wishes.Owner)).ToDictionaryAsync(wishes => wishes.Owner, cancellationToken);
        var chats = (await context.Set<TelegramChat>().Where(chat => owners.Contains(chat.Owner)).Select(chat => chat.Owner).ToListAsync(cancellationToken)).ToHashSet();
        var users = await context.Users.Where(user => ids.Contains(user.Id)).Select(user => new { user.Id, user.EmailConfirmed }).ToListAsync(cancellationToken);
        return users.ToDictionary(user => new UserId(user.Id), user =>
        {
            var owner = new UserId(user.Id);
            var reached = (user.EmailConfirmed ? NoticeChannels.Email : NoticeChannels.None) | (chats.Contains(owner) ? NoticeChannels.Telegram : NoticeChannels.None);
            return (chosen.GetValueOrDefault(owner) ?? new NoticeWishes(owner), reached);
        });
    }
}
