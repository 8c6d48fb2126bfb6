using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges.Keys;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoinPulse.Data.Exchanges.Keys;

/// <summary>Under which keyed hash a key of somebody's account at the exchange goes. The hash is the primary key: nobody else can have it, however two people race.</summary>
internal sealed class KeyMark
{
    public required string Mark { get; init; }

    public required UserId Owner { get; init; }
}

/// <summary>The secret of the keyed hash, one for the installation, encrypted like the keys themselves.</summary>
internal sealed class KeyPepper
{
    public const int TheOne = 1;

    public int Id { get; init; } = TheOne;

    public required string Sealed { get; init; }
}

internal sealed class StoredKeyConfiguration : IEntityTypeConfiguration<StoredKey>
{
    /// <summary>The encrypted key. The entity does not have it: it is in memory only while it is used.</summary>
    public const string Sealed = nameof(Sealed);

    public void Configure(EntityTypeBuilder<StoredKey> key)
    {
        key.ToTable("ExchangeKeys");
        key.Property(k => k.Id).ValueGeneratedNever();
        key.Property<string>(Sealed).HasMaxLength(2_000);
        key.Property(k => k.Version).IsConcurrencyToken();
        key.HasIndex(k => k.Owner).IsUnique();
    }
}

internal sealed class KeyMarkConfiguration : IEntityTypeConfiguration<KeyMark>
{
    public void Configure(EntityTypeBuilder<KeyMark> mark)
    {
        mark.ToTable("ExchangeKeyMarks");
        mark.HasKey(m => m.Mark);
        mark.Property(m => m.Mark).HasMaxLength(64);
        mark.HasIndex(m => m.Owner);
    }
}

internal sealed class KeyPepperConfiguration : IEntityTypeConfiguration<KeyPepper>
{
    public void Configure(EntityTypeBuilder<KeyPepper> pepper)
    {
        pepper.ToTable("ExchangeKeyPepper");
        pepper.Property(p => p.Id).ValueGeneratedNever();
        pepper.Property(p => p.Sealed).HasMaxLength(2_000);
    }
}
