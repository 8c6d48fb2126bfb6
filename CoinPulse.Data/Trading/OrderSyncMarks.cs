using CoinPulse.Core.Accounts;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoinPulse.Data.Trading;

internal sealed class OrderSyncMarks(IDbContextFactory<CoinPulseDbContext> contexts) : IOrderSyncMarks
{
    public async Task<DateTimeOffset?> FindAsync(UserId owner, AccountId account, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<OrderSyncMark>().Where(m => m.Owner == owner && m.Account == account).Select(m => (DateTimeOffset?)m.Through).SingleOrDefaultAsync(cancellationToken);
    }

    public async Task SaveAsync(UserId owner, AccountId account, DateTimeOffset through, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var mark = await context.Set<OrderSyncMark>().SingleOrDefaultAsync(m => m.Owner == owner && m.Account == account, cancellationToken);
        if (mark is null) context.Add(mark = new OrderSyncMark { Owner = owner, Account = account });
        mark.Through = through;
        await context.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>Up to when an account's ended orders have been compared with the journal.</summary>
internal sealed class OrderSyncMark
{
    public UserId Owner { get; init; }

    public AccountId Account { get; init; }

    public DateTimeOffset Through { get; set; }
}

internal sealed class OrderSyncMarkConfiguration : IEntityTypeConfiguration<OrderSyncMark>
{
    public void Configure(EntityTypeBuilder<OrderSyncMark> mark)
    {
        mark.ToTable("OrderSyncMarks");
        mark.HasKey(m => m.Account);
        mark.Property(m => m.Account).ValueGeneratedNever();
        mark.HasIndex(m => m.Owner);
    }
}
