using CoinPulse.Core.Accounts;
using CoinPulse.Core.Notifications;
using CoinPulse.Core.Operations;
using CoinPulse.Data.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Notifications;

internal sealed class TelegramLinkStore(IDbContextFactory<CoinPulseDbContext> contexts, AuditPen pen) : ITelegramLinks
{
    private const int Tries = 3;

    public async Task<TelegramChat?> FindAsync(UserId owner, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<TelegramChat>().AsNoTracking().SingleOrDefaultAsync(chat => chat.Owner == owner, cancellationToken);
    }

    public async Task<string?> OfferAsync(UserId owner, DateTimeOffset now, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var context = await contexts.CreateDbContextAsync(cancellationToken);
                var code = await context.Set<TelegramCode>().SingleOrDefaultAsync(kept => kept.Owner == owner, cancellationToken);
                if (code is null) context.Add(code = new TelegramCode(owner));
                if (code.TryMake(now) is not { } made) return null;
                await context.SaveChangesAsync(cancellationToken);
                return made;
            }
            catch (DbUpdateException faster) when (tries < Tries && (faster is DbUpdateConcurrencyException || UniqueKey.IsTaken(faster)))
            {
                // Two pages of one person at once: the later code counts.
            }
        }
    }

    public async Task<ChatOwner?> LinkForEveryoneAsync(string code, long chat, string? name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hash = TelegramCode.HashOf(code);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Set<TelegramCode>().FirstOrDefaultAsync(kept => kept.Hash == hash, cancellationToken) is not { } found) return null;
        var works = found.TryUse(now);
        try
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            if (works)
            {
                await context.Set<TelegramChat>().Where(kept => kept.Owner == found.Owner || kept.Chat == chat).ExecuteDeleteAsync(cancellationToken);
                context.Add(new TelegramChat(found.Owner, chat, name is { Length: > 128 } ? name[..128] : name, now));
                context.Audit.Add(pen.Own(found.Owner, AuditActs.TelegramLinked, null));
            }

            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;   // used in this very moment, or a newer one was made
        }

        return works ? await OwnerAsync(context, chat, cancellationToken) : null;
    }

    public async Task<bool> LetSellAsync(UserId owner, bool allowed, DateTimeOffset now, string? address, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Set<TelegramChat>().SingleOrDefaultAsync(kept => kept.Owner == owner, cancellationToken) is not { } chat) return false;
        if (chat.SellingAllowedAt is not null == allowed) return true;
        chat.LetSell(allowed ? now : null);
        context.Audit.Add(pen.Own(owner, allowed ? AuditActs.TelegramMaySell : AuditActs.TelegramMayNotSell, address));
        await context.SaveChangesAsync(cancellationToken);
        return true;
    }

    public async Task<bool> UnlinkAsync(UserId owner, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var chat = await context.Set<TelegramChat>().SingleOrDefaultAsync(kept => kept.Owner == owner, cancellationToken);
        if (chat is null) return false;
        context.Remove(chat);
        context.Audit.Add(pen.Own(owner, AuditActs.TelegramUnlinked, null));
        await context.SaveChangesAsync(cancellationToken);
        return true;
    }

    public async Task<ChatOwner?> OwnerForEveryoneAsync(long chat, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await OwnerAsync(context, chat, cancellationToken);
    }

    public async Task<long> OffsetForEveryoneAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<NoticeMark>().Where(mark => mark.Name == NoticeMark.Telegram).Select(mark => mark.Number).SingleOrDefaultAsync(cancellationToken);
    }

    public async Task KeepOffsetForEveryoneAsync(long offset, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var mark = await context.Set<NoticeMark>().SingleOrDefaultAsync(kept => kept.Name == NoticeMark.Telegram, cancellationToken);
        if (mark is null) context.Add(mark = new NoticeMark { Name = NoticeMark.Telegram });
        mark.Number = offset;
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>A person whom an admin has locked commands nothing.</summary>
    private static async Task<ChatOwner?> OwnerAsync(CoinPulseDbContext context, long chat, CancellationToken cancellationToken)
    {
        if (await context.Set<TelegramChat>().AsNoTracking().SingleOrDefaultAsync(kept => kept.Chat == chat, cancellationToken) is not { } found) return null;
        var id = found.Owner.Value;
        return await context.Users.Where(user => user.Id == id && user.LockedBecause == null)
            .Select(user => new ChatOwner(found.Owner, user.DisplayName, user.Language, found.SellingAllowedAt != null && user.TwoFactorEnabled)).SingleOrDefaultAsync(cancellationToken);
    }
}
