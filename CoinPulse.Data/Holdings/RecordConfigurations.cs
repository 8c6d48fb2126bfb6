using CoinPulse.Core.Holdings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoinPulse.Data.Holdings;

internal sealed class OrderRecordConfiguration : IEntityTypeConfiguration<OrderRecord>
{
    public void Configure(EntityTypeBuilder<OrderRecord> order)
    {
        order.ToTable("OrderRecords");
        order.HasKey(o => new { o.Account, o.Id });
        order.HasIndex(o => new { o.Account, o.CreatedAt });
        order.HasIndex(o => new { o.Account, o.IsSettled });
        order.HasIndex(o => o.Owner);
    }
}

internal sealed class TradeRecordConfiguration : IEntityTypeConfiguration<TradeRecord>
{
    public void Configure(EntityTypeBuilder<TradeRecord> trade)
    {
        trade.ToTable("TradeRecords");

        // The same trade told twice is one row.
        trade.HasKey(t => new { t.Account, t.Id, t.Side });
        trade.Property(t => t.Id).HasMaxLength(96);
        trade.HasOne<OrderRecord>().WithMany().HasForeignKey(t => new { t.Account, t.Order }).OnDelete(DeleteBehavior.Restrict);
        trade.HasIndex(t => new { t.Account, t.Market, t.At });
        trade.HasIndex(t => new { t.Account, t.At });
        trade.HasIndex(t => t.Owner);
    }
}

internal sealed class TransferRecordConfiguration : IEntityTypeConfiguration<TransferRecord>
{
    public void Configure(EntityTypeBuilder<TransferRecord> transfer)
    {
        transfer.ToTable("TransferRecords");
        transfer.HasKey(t => new { t.Account, t.Id });
        transfer.Property(t => t.Id).HasMaxLength(96);
        transfer.Ignore(t => t.Note);   // what people say is kept where they said it
        transfer.HasIndex(t => new { t.Account, t.At });
        transfer.HasIndex(t => t.Owner);
    }
}

internal sealed class HistoryMarkConfiguration : IEntityTypeConfiguration<HistoryMark>
{
    public void Configure(EntityTypeBuilder<HistoryMark> mark)
    {
        mark.ToTable("HistoryMarks");
        mark.HasKey(m => m.Account);
        mark.Property(m => m.Account).ValueGeneratedNever();
        mark.HasIndex(m => m.Owner);
    }
}
