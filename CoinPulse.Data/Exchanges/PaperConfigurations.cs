using CoinPulse.Core.Exchanges.Paper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoinPulse.Data.Exchanges;

internal sealed class PaperAccountConfiguration : IEntityTypeConfiguration<PaperAccount>
{
    public void Configure(EntityTypeBuilder<PaperAccount> account)
    {
        account.ToTable("PaperAccounts");
        account.Property(a => a.Id).ValueGeneratedNever();
        account.HasIndex(a => a.Owner);
    }
}

internal sealed class PaperBalanceConfiguration : IEntityTypeConfiguration<PaperBalance>
{
    public void Configure(EntityTypeBuilder<PaperBalance> balance)
    {
        balance.ToTable("PaperBalances");
        balance.HasKey(b => new { b.Account, b.Coin });
        balance.HasOne<PaperAccount>().WithMany().HasForeignKey(b => b.Account).OnDelete(DeleteBehavior.Restrict);
        balance.HasIndex(b => b.Owner);
    }
}

internal sealed class PaperOrderConfiguration : IEntityTypeConfiguration<PaperOrder>
{
    public void Configure(EntityTypeBuilder<PaperOrder> order)
    {
        order.ToTable("PaperOrders");
        order.Property(o => o.Id).ValueGeneratedNever();
        order.Property(o => o.RefusedBecause).HasMaxLength(64);
        order.Ignore(o => o.Trades);
        order.HasOne<PaperAccount>().WithMany().HasForeignKey(o => o.Account).OnDelete(DeleteBehavior.Restrict);
        order.HasIndex(o => new { o.Account, o.Key }).IsUnique();   // an identifier is burned for ever; orders by hand have none
        order.HasIndex(o => new { o.Account, o.Number }).IsUnique();
        order.HasIndex(o => new { o.Account, o.State });
        order.HasIndex(o => new { o.Account, o.EndedAt });
        order.HasIndex(o => o.Owner);
    }
}

internal sealed class PaperTradeConfiguration : IEntityTypeConfiguration<PaperTrade>
{
    public void Configure(EntityTypeBuilder<PaperTrade> trade)
    {
        trade.ToTable("PaperTrades");
        trade.Property(t => t.Id).HasMaxLength(96).ValueGeneratedNever();
        trade.HasOne<PaperOrder>().WithMany().HasForeignKey(t => t.Order).OnDelete(DeleteBehavior.Restrict);
        trade.HasIndex(t => new { t.Order, t.Number }).IsUnique();
        trade.HasIndex(t => t.Owner);
    }
}

internal sealed class PaperTransferConfiguration : IEntityTypeConfiguration<PaperTransfer>
{
    public void Configure(EntityTypeBuilder<PaperTransfer> transfer)
    {
        transfer.ToTable("PaperTransfers");
        transfer.Property(t => t.Id).HasMaxLength(96).ValueGeneratedNever();
        transfer.Property(t => t.Amount).HasPrecision(28, 12);
        transfer.HasOne<PaperAccount>().WithMany().HasForeignKey(t => t.Account).OnDelete(DeleteBehavior.Restrict);
        transfer.HasIndex(t => new { t.Account, t.At });
        transfer.HasIndex(t => t.Owner);
    }
}
