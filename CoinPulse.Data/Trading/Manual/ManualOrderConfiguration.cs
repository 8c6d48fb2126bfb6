using CoinPulse.Core.Trading.Manual;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoinPulse.Data.Trading.Manual;

internal sealed class ManualOrderConfiguration : IEntityTypeConfiguration<ManualOrder>
{
    public void Configure(EntityTypeBuilder<ManualOrder> order)
    {
        order.ToTable("ManualOrders");

        // One ticket is one order, and of two tickets for the same moment one is taken: indexes, not locks, are the guard.
        order.HasKey(o => o.Key);
        order.Property(o => o.Key).ValueGeneratedNever();
        order.HasIndex(o => new { o.Account, o.Market, o.Number }).IsUnique();
        order.Property(o => o.RefusalCode).HasMaxLength(64);
        order.Property(o => o.RefusalMessage).HasMaxLength(400);
        order.Property(o => o.Version).IsConcurrencyToken();
        order.HasIndex(o => new { o.Owner, o.Account, o.IsLive });
        order.HasIndex(o => new { o.Source, o.IsLive });
    }
}
