using CoinPulse.Core.Trading.Differences;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoinPulse.Data.Trading.Differences;

internal sealed class BooksDifferenceConfiguration : IEntityTypeConfiguration<BooksDifference>
{
    public void Configure(EntityTypeBuilder<BooksDifference> difference)
    {
        difference.ToTable("BooksDifferences");
        difference.HasKey(d => new { d.Account, d.Asset });
        difference.HasIndex(d => d.Owner);
    }
}

internal sealed class BooksNoteConfiguration : IEntityTypeConfiguration<BooksNote>
{
    public void Configure(EntityTypeBuilder<BooksNote> note)
    {
        note.ToTable("BooksNotes");
        note.Property(n => n.Id).ValueGeneratedNever();
        note.Property(n => n.Text).HasMaxLength(BooksNote.LongestText);
        note.Property(n => n.Address).HasMaxLength(64);
        note.Property(n => n.RefusalCode).HasMaxLength(64);
        note.Ignore(n => n.Problem);
        note.Property(n => n.Version).IsConcurrencyToken();
        note.HasIndex(n => new { n.Owner, n.Account, n.State });
        note.HasIndex(n => new { n.Source, n.State });
    }
}
