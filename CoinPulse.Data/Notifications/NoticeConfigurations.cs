using CoinPulse.Core.Notifications;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoinPulse.Data.Notifications;

/// <summary>How far something has been read: the audit, the updates of the bot.</summary>
internal sealed class NoticeMark
{
    public const string Audit = "audit";
    public const string Telegram = "telegram";

    public required string Name { get; init; }

    public DateTimeOffset? At { get; set; }

    public long Number { get; set; }
}

internal sealed class NoticeMarkConfiguration : IEntityTypeConfiguration<NoticeMark>
{
    public void Configure(EntityTypeBuilder<NoticeMark> mark)
    {
        mark.ToTable("NoticeMarks");
        mark.HasKey(m => m.Name);
        mark.Property(m => m.Name).HasMaxLength(32);
    }
}

internal sealed class NoticeConfiguration : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> notice)
    {
        notice.ToTable("Notices");
        notice.Property(n => n.Id).ValueGeneratedNever();
        notice.Property(n => n.Target).HasMaxLength(Notice.LongestTarget);
        notice.Property(n => n.Why).IsJson();
        notice.Property(n => n.Facts).IsJson();
        notice.Ignore(n => n.IsUrgent);
        notice.HasIndex(n => new { n.Owner, n.ToldAt });
        notice.HasIndex(n => new { n.Owner, n.ReadAt });
        notice.HasIndex(n => n.ToldAt);
    }
}

internal sealed class DeliveryConfiguration : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> delivery)
    {
        delivery.ToTable("NoticeDeliveries");

        // A notice goes through a channel once, for ever: this key says so, whoever tells it again.
        delivery.HasKey(d => new { d.Notice, d.Channel });
        delivery.HasOne<Notice>().WithMany().HasForeignKey(d => d.Notice).OnDelete(DeleteBehavior.Cascade);
        delivery.Property(d => d.Why).HasMaxLength(Delivery.LongestWhy);
        delivery.Property(d => d.Version).IsConcurrencyToken();
        delivery.HasIndex(d => new { d.Channel, d.State, d.NotBefore });
    }
}

internal sealed class NoticeWishesConfiguration : IEntityTypeConfiguration<NoticeWishes>
{
    public void Configure(EntityTypeBuilder<NoticeWishes> wishes)
    {
        wishes.ToTable("NoticeWishes");
        wishes.HasKey(w => w.Owner);
        wishes.Property(w => w.Owner).ValueGeneratedNever();
        wishes.Property(w => w.Choices).IsJson();
        wishes.Property(w => w.Quiet).IsJson();
        wishes.Property(w => w.Version).IsConcurrencyToken();
    }
}

internal sealed class ConditionConfiguration : IEntityTypeConfiguration<Condition>
{
    public void Configure(EntityTypeBuilder<Condition> condition)
    {
        condition.ToTable("NoticeConditions");
        condition.HasKey(c => c.Key);
        condition.Property(c => c.Key).HasMaxLength(128);
        condition.Property(c => c.Target).HasMaxLength(Notice.LongestTarget);
        condition.Property(c => c.Facts).IsJson();
    }
}

internal sealed class TelegramChatConfiguration : IEntityTypeConfiguration<TelegramChat>
{
    public void Configure(EntityTypeBuilder<TelegramChat> chat)
    {
        chat.ToTable("TelegramChats");
        chat.HasKey(c => c.Owner);
        chat.Property(c => c.Owner).ValueGeneratedNever();
        chat.Property(c => c.Name).HasMaxLength(128);
        chat.HasIndex(c => c.Chat).IsUnique();
    }
}

internal sealed class TelegramCodeConfiguration : IEntityTypeConfiguration<TelegramCode>
{
    public void Configure(EntityTypeBuilder<TelegramCode> code)
    {
        code.ToTable("TelegramCodes");
        code.HasKey(c => c.Owner);
        code.Property(c => c.Owner).ValueGeneratedNever();
        code.Property(c => c.Hash).HasMaxLength(64);
        code.Property(c => c.Version).IsConcurrencyToken();
        code.HasIndex(c => c.Hash);
    }
}
