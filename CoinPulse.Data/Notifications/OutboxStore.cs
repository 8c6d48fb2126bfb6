using System.Globalization;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Notifications;
using CoinPulse.Core.Time;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Notifications;

internal sealed class OutboxStore(IDbContextFactory<CoinPulseDbContext> contexts) : IOutboxStore
{
    public async Task<IReadOnlyList<Consignment>> TakeForEveryoneAsync(NoticeChannels channel, int most, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var dead = now - Delivery.LongestSending;
        var due = await context.Set<Delivery>()
            .Where(delivery => delivery.Channel == channel)
            .Where(delivery => (delivery.State == DeliveryState.Waiting && delivery.NotBefore <= now) || (delivery.State == DeliveryState.Sending && delivery.TakenAt <= dead))
            .OrderBy(delivery => delivery.NotBefore).Take(most).ToListAsync(cancellationToken);
        var taken = new List<Consignment>();
        foreach (var delivery in due)
        {
            var notice = await context.Set<Notice>().AsNoTracking().SingleAsync(notice => notice.Id == delivery.Notice, cancellationToken);
            var (to, wishes) = await RecipientAsync(context, delivery.Owner, cancellationToken);
            if (now > delivery.GiveUpAt) delivery.Drop("too-late", now);
            else if (to is null || !IsReached(to, channel)) delivery.Drop("nowhere", now);
            else if (!wishes.ChannelsFor(notice.Kind).HasFlag(channel)) delivery.Drop("unwanted", now);
            else
            {
                delivery.Take(now);
                taken.Add(new Consignment(delivery, notice, to));
            }
        }

        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return taken;
        }
        catch (DbUpdateConcurrencyException)
        {
            return [];   // another process was faster with one of them: nothing was taken, the next look finds the others
        }
    }

    public async Task<bool> AnswerAsync(UserId owner, Consignment sent, DeliveryAnswer answer, DateTimeOffset now)
    {
        await using var context = await contexts.CreateDbContextAsync(CancellationToken.None);
        var (notice, channel, attempt) = (sent.Notice.Id, sent.Delivery.Channel, sent.Delivery.Attempts);
        var delivery = await context.Set<Delivery>().SingleOrDefaultAsync(kept => kept.Notice == notice && kept.Channel == channel && kept.Owner == owner, CancellationToken.None);
        if (delivery is null || delivery.State != DeliveryState.Sending || delivery.Attempts != attempt) return false;   // somebody else has it in hand by now
        delivery.Answer(answer, now);
        var told = delivery.State == DeliveryState.GivenUp && await TellGivenUpAsync(context, delivery, sent.Notice, now);
        if (answer is { Kind: AnswerOfChannel.RefusedForGood, Why: TelegramAnswers.Blocked })
        {
            context.RemoveRange(await context.Set<TelegramChat>().Where(chat => chat.Owner == owner).ToListAsync(CancellationToken.None));
        }

        await context.SaveChangesAsync(CancellationToken.None);
        return told;
    }

    /// <summary>Once a Seoul day and channel: a mail server that is away for a day is one piece of news.</summary>
    private static async Task<bool> TellGivenUpAsync(CoinPulseDbContext context, Delivery delivery, Notice about, DateTimeOffset now)
    {
        var source = string.Create(CultureInfo.InvariantCulture, $"gave-up:{delivery.Channel}:{Kst.DayOf(now):yyyy-MM-dd}");
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["channel"] = delivery.Channel.ToString(),
            ["kind"] = about.Kind.ToString(),
            ["attempts"] = delivery.Attempts.ToString(CultureInfo.InvariantCulture),
            ["why"] = delivery.Why ?? "",
        };
        var notice = new Notice(delivery.Owner, source, NoticeKind.ChannelGaveUp, now, facts: facts);
        if (await context.Set<Notice>().AnyAsync(kept => kept.Id == notice.Id)) return false;
        notice.Tell(now);
        context.Add(notice);
        return true;
    }

    private static async Task<(Recipient? To, NoticeWishes Wishes)> RecipientAsync(CoinPulseDbContext context, UserId owner, CancellationToken cancellationToken)
    {
        var id = owner.Value;
        var user = await context.Users.Where(user => user.Id == id).Select(user => new { user.DisplayName, user.Language, user.Email, user.EmailConfirmed }).SingleOrDefaultAsync(cancellationToken);
        var chat = await context.Set<TelegramChat>().Where(chat => chat.Owner == owner).Select(chat => (long?)chat.Chat).SingleOrDefaultAsync(cancellationToken);
        var wishes = await context.Set<NoticeWishes>().AsNoTracking().SingleOrDefaultAsync(wishes => wishes.Owner == owner, cancellationToken) ?? new NoticeWishes(owner);
        return (user is null ? null : new Recipient(owner, user.DisplayName, user.Language, user.EmailConfirmed ? user.Email : null, chat), wishes);
    }

    private static bool IsReached(Recipient to, NoticeChannels channel) => channel == NoticeChannels.Email ? to.Email is not null : to.Chat is not null;
}
