using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Surge.Record;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoinPulse.Data.Markets.Surge;

internal sealed class SurgeCallConfiguration : IEntityTypeConfiguration<SurgeCall>
{
    public void Configure(EntityTypeBuilder<SurgeCall> call)
    {
        call.ToTable("SurgeCalls");
        call.Property(c => c.Id).ValueGeneratedNever();
        call.Property(c => c.Rule).HasMaxLength(16);
        call.Property(c => c.Scores).IsJson();
        call.HasIndex(c => new { c.Source, c.Predictor, c.Market, c.DecidedAt, c.Rule }).IsUnique();
        call.HasIndex(c => new { c.Source, c.Predictor, c.DecidedAt });
        call.HasIndex(c => new { c.Source, c.DueAt });
    }
}

internal sealed class SurgeOutcomeConfiguration : IEntityTypeConfiguration<SurgeOutcome>
{
    public void Configure(EntityTypeBuilder<SurgeOutcome> outcome)
    {
        outcome.ToTable("SurgeOutcomes");
        outcome.HasKey(o => o.Call);
        outcome.Property(o => o.Call).ValueGeneratedNever();
        outcome.Property(o => o.Rule).HasMaxLength(16);
        outcome.HasOne<SurgeCall>().WithOne().HasForeignKey<SurgeOutcome>(o => o.Call).OnDelete(DeleteBehavior.Restrict);
        outcome.HasIndex(o => new { o.Source, o.Rule, o.Predictor, o.On });
    }
}

internal sealed class SurgeRoundConfiguration : IEntityTypeConfiguration<SurgeRound>
{
    public void Configure(EntityTypeBuilder<SurgeRound> round)
    {
        round.ToTable("SurgeRounds");
        round.HasKey(r => new { r.Source, r.DecidedAt });
    }
}

/// <summary>The newest board of a source; the one row of this feature that is replaced.</summary>
internal sealed class SurgeBoardRow
{
    public PriceSource Source { get; init; }

    public DateTimeOffset ScannedAt { get; set; }

    public DateTimeOffset DecidedAt { get; set; }

    public int Count { get; set; }

    public IReadOnlyList<StoredMarket> Markets { get; set; } = [];
}

internal sealed class SurgeBoardConfiguration : IEntityTypeConfiguration<SurgeBoardRow>
{
    public void Configure(EntityTypeBuilder<SurgeBoardRow> board)
    {
        board.ToTable("SurgeBoards");
        board.HasKey(b => b.Source);
        board.Property(b => b.Source).ValueGeneratedNever();
        board.Property(b => b.Markets).IsJson();
    }
}
