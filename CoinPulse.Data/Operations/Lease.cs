using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoinPulse.Data.Operations;

/// <summary>Who may do what must be done once. The row stays for ever, so that its fence never falls.</summary>
internal sealed class Lease
{
    public required string Name { get; init; }

    /// <summary>Empty when it was given back.</summary>
    public required string Holder { get; init; }

    public required long Fence { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class LeaseConfiguration : IEntityTypeConfiguration<Lease>
{
    public void Configure(EntityTypeBuilder<Lease> lease)
    {
        lease.ToTable("Leases");
        lease.HasKey(l => l.Name);
        lease.Property(l => l.Name).HasMaxLength(64);
        lease.Property(l => l.Holder).HasMaxLength(128);
    }
}
