using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoinPulse.Data.Accounts;

internal sealed class AppUserConfiguration : IEntityTypeConfiguration<AppUser>
{
    public void Configure(EntityTypeBuilder<AppUser> user)
    {
        user.Ignore(u => u.UserId);
        user.Property(u => u.Id).ValueGeneratedNever();
        user.Property(u => u.DisplayName).HasMaxLength(50);
        user.Property(u => u.Language).HasMaxLength(8);
        user.Property(u => u.Theme).HasMaxLength(16);
        user.Property(u => u.Rise).HasMaxLength(16);
        user.Property(u => u.Density).HasMaxLength(16);
        user.Property(u => u.LockedBecause).HasMaxLength(1000);
    }
}
