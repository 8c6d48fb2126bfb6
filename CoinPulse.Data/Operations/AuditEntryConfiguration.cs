using CoinPulse.Core.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoinPulse.Data.Operations;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.ToTable("Audit");
        entry.Property(e => e.Id).ValueGeneratedNever();
        entry.Property(e => e.Act).HasMaxLength(64);
        entry.Property(e => e.Target).HasMaxLength(128);
        entry.Property(e => e.Why).HasMaxLength(1000);
        entry.Property(e => e.Address).HasMaxLength(64);
        entry.HasIndex(e => new { e.Subject, e.At });
        entry.HasIndex(e => e.At);
    }
}
