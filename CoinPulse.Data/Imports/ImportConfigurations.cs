using CoinPulse.Core.Imports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoinPulse.Data.Imports;

internal sealed class ImportedTradeConfiguration : IEntityTypeConfiguration<ImportedTrade>
{
    public void Configure(EntityTypeBuilder<ImportedTrade> trade)
    {
        trade.ToTable("ImportedTrades");
        trade.Property(t => t.Id).ValueGeneratedNever();
        trade.Property(t => t.ExternalId).HasMaxLength(160);
        trade.Property(t => t.Reason).HasMaxLength(64);
        trade.Property(t => t.Version).IsConcurrencyToken();
        trade.HasIndex(t => new { t.Owner, t.ExternalId }).IsUnique();
    }
}

internal sealed class ImportedDocumentConfiguration : IEntityTypeConfiguration<ImportedDocument>
{
    public void Configure(EntityTypeBuilder<ImportedDocument> document)
    {
        document.ToTable("ImportedDocuments");
        document.HasKey(d => new { d.Owner, d.Name, d.Hash });
        document.Property(d => d.Name).HasMaxLength(64);
        document.Property(d => d.Hash).HasMaxLength(64);
    }
}
