using CoinPulse.Core.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoinPulse.Data.Operations.Jobs;

internal sealed class JobRunConfiguration : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> run)
    {
        run.ToTable("JobRuns");
        run.Property(r => r.Id).ValueGeneratedNever();
        run.Property(r => r.Job).HasMaxLength(64);
        run.Property(r => r.Process).HasMaxLength(128);
        run.Property(r => r.Did).HasMaxLength(JobRun.LongestText);
        run.Ignore(r => r.Took);
        run.HasIndex(r => new { r.Job, r.StartedAt });
        run.HasIndex(r => r.StartedAt);
    }
}

internal sealed class JobStateConfiguration : IEntityTypeConfiguration<JobState>
{
    public void Configure(EntityTypeBuilder<JobState> state)
    {
        state.ToTable("Jobs");
        state.HasKey(s => s.Job);
        state.Property(s => s.Job).HasMaxLength(64);
        state.Property(s => s.PausedWhy).HasMaxLength(1000);
        state.Property(s => s.Version).IsConcurrencyToken();
    }
}
