using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoinPulse.Data.Accounts;

internal sealed class SetupConfiguration
    : IEntityTypeConfiguration<SetupOffer>, IEntityTypeConfiguration<SetupMark>, IEntityTypeConfiguration<AccountSwitchRow>
{
    public void Configure(EntityTypeBuilder<SetupOffer> offer)
    {
        offer.ToTable("SetupOffers");
        offer.HasKey(o => o.TokenHash);
        offer.Property(o => o.TokenHash).HasMaxLength(32);
    }

    public void Configure(EntityTypeBuilder<SetupMark> mark)
    {
        mark.ToTable("SetupMarks");
        mark.Property(m => m.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<AccountSwitchRow> row)
    {
        row.ToTable("AccountSwitches");
        row.Property(r => r.Id).ValueGeneratedNever();
        row.HasData(new AccountSwitchRow());
    }
}
