using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Data.Accounts;
using CoinPulse.Data.Trading;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace CoinPulse.Data.Exchanges.Keys;

internal sealed class KeyVault(IDbContextFactory<CoinPulseDbContext> contexts, IDataProtectionProvider protection, IHostEnvironment environment, AuditPen pen, EngineClock clock) : IKeyVault
{
    private readonly KeySeal _seal = new(protection);

    public async Task<StoredKey?> FindAsync(UserId owner, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<StoredKey>().AsNoTracking().SingleOrDefaultAsync(key => key.Owner == owner, cancellationToken);
    }

    public async Task<VaultAnswer> PutAsync(
        UserId owner, StoredKey stored, ExchangeKey key, IReadOnlyList<string> family, BooksOfPocket books, string? address, CancellationToken cancellationToken)
    {
        if (stored.Owner != owner) throw new ArgumentException("The key belongs to somebody else.", nameof(stored));
        var marks = await _seal.MarksAsync(contexts, family.Append(key.Reveal().Access), cancellationToken);
        var closed = _seal.Close(owner, key);

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (environment.IsProduction() && !await KeySeal.IsUnderProtectedKeyAsync(context, closed, cancellationToken)) return VaultAnswer.Unprotected;

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Set<KeyMark>().AnyAsync(mark => marks.Contains(mark.Mark) && mark.Owner != owner, cancellationToken)) return VaultAnswer.BelongsElsewhere;
        var last = await context.Set<KeyMark>().Where(mark => mark.Owner == owner).Select(mark => mark.Mark).ToListAsync(cancellationToken);
        var isOfAnother = last.Count > 0 && !last.Intersect(marks, StringComparer.Ordinal).Any();
        if (isOfAnother && books == BooksOfPocket.GoOnOrRefuse) return VaultAnswer.OpensAnother;
        var closes = books == BooksOfPocket.Close || (isOfAnother && books == BooksOfPocket.ByAccount);
        if (closes) await TradingAccountsStore.CloseLiveAsync(context, owner, clock.GetUtcNow(), pen, cancellationToken);
        await context.Set<KeyMark>().Where(mark => mark.Owner == owner).ExecuteDeleteAsync(cancellationToken);
        var replaced = await context.Set<StoredKey>().Where(known => known.Owner == owner).ExecuteDeleteAsync(cancellationToken);
        context.Add(stored).Property(StoredKeyConfiguration.Sealed).CurrentValue = closed;
        context.AddRange(marks.Select(mark => new KeyMark { Mark = mark, Owner = owner }));
        context.Audit.Add(pen.Entry(
            owner,
            owner,
            replaced > 0 ? AuditActs.KeyReplaced : AuditActs.KeyEntered,
            stored.Id.ToString(),
            null,
            new { stored.ExpiresAt, Withdraws = stored.Withdraws.ToString(), stored.WithdrawalAccepted },
            address));
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return closes ? VaultAnswer.KeptForAnother : VaultAnswer.Kept;
        }
        catch (DbUpdateException faster) when (UniqueKey.IsTaken(faster))
        {
            return VaultAnswer.BelongsElsewhere;
        }
    }

    public async Task<ExchangeKey?> OpenAsync(UserId owner, string purpose, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await context.Set<StoredKey>().Where(key => key.Owner == owner)
            .Select(key => new { key.Id, Sealed = EF.Property<string>(key, StoredKeyConfiguration.Sealed) }).SingleOrDefaultAsync(cancellationToken);
        if (found is null) return null;

        // Written before it is handed out: a use that cannot be written down is none.
        var key = _seal.Open(owner, found.Sealed);
        context.Audit.Add(pen.Entry(null, owner, AuditActs.KeyUsed, found.Id.ToString(), purpose, key is null ? new { opened = false } : null, null));
        await context.SaveChangesAsync(cancellationToken);
        return key;
    }

    public async Task<bool> NoteAsync(UserId owner, KeyId key, Action<StoredKey> change, string? act, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Set<StoredKey>().SingleOrDefaultAsync(known => known.Id == key && known.Owner == owner, cancellationToken) is not { } stored) return false;
        change(stored);
        if (act is not null) context.Audit.Add(pen.Entry(null, owner, act, key.ToString(), stored.Trouble?.ToString(), new { stored.ExpiresAt, stored.WarnedDays }, null));
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;   // replaced, removed or looked at by another process meanwhile; tomorrow's look sees what is then
        }
    }

    public async Task<bool> RemoveAsync(UserId owner, KeyId key, bool remembersAccount, string? why, string? address, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Set<StoredKey>().Where(known => known.Id == key && known.Owner == owner).ExecuteDeleteAsync(cancellationToken) == 0) return false;

        if (!remembersAccount)
        {
            await context.Set<KeyMark>().Where(mark => mark.Owner == owner).ExecuteDeleteAsync(cancellationToken);
            await TradingAccountsStore.CloseLiveAsync(context, owner, clock.GetUtcNow(), pen, cancellationToken);
        }

        context.Audit.Add(pen.Entry(owner, owner, AuditActs.KeyRemoved, key.ToString(), why, null, address));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public async Task CountUseAsync(UserId owner, KeyId key, long requests, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Audit.Add(pen.Entry(null, owner, AuditActs.KeyUsed, key.ToString(), "trade", new { requests }, null));
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<IReadOnlyDictionary<UserId, KeyId>> StandingForEveryoneAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<StoredKey>().Select(key => new { key.Owner, key.Id }).ToDictionaryAsync(key => key.Owner, key => key.Id, cancellationToken);
    }

    public async Task<IReadOnlyList<StoredKey>> AllForEveryoneAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<StoredKey>().AsNoTracking().OrderBy(key => key.Id).ToListAsync(cancellationToken);
    }
}
