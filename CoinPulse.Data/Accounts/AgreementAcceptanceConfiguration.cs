using CoinPulse.Core.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoinPulse.Data.Accounts;

internal sealed class AgreementAcceptanceConfiguration : IEntityTypeConfiguration<AgreementAcceptance>
{
    public void Configure(EntityTypeBuilder<AgreementAcceptance> acceptance)
    {
        acceptance.ToTable("AgreementAcceptances");
        acceptance.HasKey(a => new { a.Owner, a.Document, a.Version });
        acceptance.Property(a => a.Owner).ValueGeneratedNever();
        acceptance.Property(a => a.Version).ValueGeneratedNever();
        acceptance.Property(a => a.Address).HasMaxLength(64);
    }
}
