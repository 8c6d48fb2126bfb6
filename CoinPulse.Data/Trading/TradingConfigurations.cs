using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoinPulse.Data.Trading;

internal sealed class TradingAccountConfiguration : IEntityTypeConfiguration<TradingAccount>
{
    public void Configure(EntityTypeBuilder<TradingAccount> account)
    {
        account.ToTable("TradingAccounts");
        account.Property(a => a.Id).ValueGeneratedNever();
        account.Property(a => a.Version).IsConcurrencyToken();

        // One paper account of each source and one open pocket for each person.
        account.HasIndex(a => new { a.Owner, a.Kind, a.Source }).IsUnique().HasFilter("\"ClosedAt\" IS NULL");
    }
}

internal sealed class PositionConfiguration : IEntityTypeConfiguration<Position>
{
    public void Configure(EntityTypeBuilder<Position> position)
    {
        position.ToTable("Positions");
        position.Property(p => p.Id).ValueGeneratedNever();
        position.Property(p => p.WhyBought).IsJson();
        position.Property(p => p.WhySold).IsJson();
        position.Property(p => p.Plan).IsJson();
        position.Property(p => p.Stopwatch).IsJson();
        position.Property(p => p.Version).IsConcurrencyToken();

        // At most one entry per decision candle, for ever: an index, not a lock, is the guard.
        position.HasIndex(p => new { p.Account, p.Strategy, p.Market, p.DecisionCandleAt }).IsUnique();
        position.HasIndex(p => new { p.Owner, p.Account, p.State });
        position.HasIndex(p => new { p.Account, p.ClosedAt });
        position.HasIndex(p => new { p.Source, p.State });
    }
}

internal sealed class GuardConfiguration : IEntityTypeConfiguration<Guard>
{
    public void Configure(EntityTypeBuilder<Guard> guard)
    {
        guard.ToTable("Guards");
        guard.HasKey(g => g.Position);
        guard.Property(g => g.Position).ValueGeneratedNever();
        guard.HasOne<Position>().WithOne().HasForeignKey<Guard>(g => g.Position).OnDelete(DeleteBehavior.Restrict);
        guard.Property(g => g.Plan).IsJson();
        guard.Property(g => g.Troubles).HasDefaultValue(GuardTroubles.None);
        guard.Property(g => g.Version).IsConcurrencyToken();
        guard.HasIndex(g => new { g.Source, g.IsLive });
    }
}

internal sealed class StopStepConfiguration : IEntityTypeConfiguration<StopStep>
{
    public void Configure(EntityTypeBuilder<StopStep> step)
    {
        step.ToTable("StopSteps");
        step.HasKey(s => new { s.Position, s.At });
        step.HasOne<Position>().WithMany().HasForeignKey(s => s.Position).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class IntentConfiguration : IEntityTypeConfiguration<Intent>
{
    public void Configure(EntityTypeBuilder<Intent> intent)
    {
        intent.ToTable("Intents");
        intent.HasKey(i => i.Key);
        intent.Property(i => i.Key).ValueGeneratedNever();
        intent.Property(i => i.RefusalCode).HasMaxLength(64);
        intent.Property(i => i.RefusalMessage).HasMaxLength(400);
        intent.Property(i => i.Version).IsConcurrencyToken();
        intent.HasOne<Position>().WithMany().HasForeignKey(i => i.Position).OnDelete(DeleteBehavior.Restrict);
        intent.HasIndex(i => new { i.Position, i.Leg, i.Attempt }).IsUnique();

        // One live attempt per position and leg.
        intent.HasIndex(i => new { i.Position, i.Leg }).IsUnique().HasFilter("\"IsLive\"").HasDatabaseName("IX_Intents_OneLiveAttempt");
        intent.HasIndex(i => new { i.Account, i.IsLive });
    }
}

internal sealed class FillConfiguration : IEntityTypeConfiguration<Fill>
{
    public void Configure(EntityTypeBuilder<Fill> fill)
    {
        fill.ToTable("Fills");

        // Unique by the exchange's trade id: news told twice is counted once.
        fill.HasKey(f => new { f.Account, f.TradeId });
        fill.Property(f => f.TradeId).HasMaxLength(80);
        fill.HasOne<Position>().WithMany().HasForeignKey(f => f.Position).OnDelete(DeleteBehavior.Restrict);
        fill.HasIndex(f => f.Position);
    }
}

internal sealed class PostingConfiguration : IEntityTypeConfiguration<Posting>
{
    public void Configure(EntityTypeBuilder<Posting> posting)
    {
        posting.ToTable("Postings");
        posting.Property(p => p.Id).ValueGeneratedNever();
        posting.Property(p => p.Reference).HasMaxLength(160);
        posting.HasIndex(p => new { p.Owner, p.Account, p.Line, p.Market });
        posting.HasIndex(p => new { p.Account, p.Reference });
        posting.HasIndex(p => new { p.Account, p.On });
    }
}
