using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Replay;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Data.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoinPulse.Data.Trading;

internal sealed class ReplayStore(IDbContextFactory<CoinPulseDbContext> contexts) : IReplayStore
{
    public async Task<IReadOnlyList<Decision>> DecisionsForEveryoneAsync(PriceSource source, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<Decision>().AsNoTracking()
            .Where(d => d.Source == source && d.LastAt >= from && d.LastAt < to && d.Kind != DecisionKind.Left && d.SettingsHash != null && d.DecisionCandleAt != null)
            .OrderBy(d => d.LastAt)
            .ToListAsync(cancellationToken);
    }

    public async Task<string?> SettingsForEveryoneAsync(string hash, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<SettingsVersion>().Where(v => v.Hash == hash).Select(v => v.SettingsJson).SingleOrDefaultAsync(cancellationToken);
    }

    public async Task SaveForEveryoneAsync(PriceSource source, DateOnly day, IReadOnlyList<DecisionDifference> differences, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Set<DecisionDifference>().Where(d => d.Source == source && d.Day == day).ExecuteDeleteAsync(cancellationToken);
        context.AddRange(differences);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<DecisionDifference>> NewestForEveryoneAsync(PriceSource source, int count, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<DecisionDifference>().AsNoTracking()
            .Where(d => d.Source == source)
            .OrderByDescending(d => d.DecidedAt)
            .Take(count)
            .ToListAsync(cancellationToken);
    }

    public Task<int> ForgetForEveryoneAsync(DateOnly before, CancellationToken cancellationToken) =>
        contexts.DeleteInBatchesAsync(context => context.Set<DecisionDifference>().Where(d => d.Day < before).OrderBy(d => d.Id), cancellationToken);
}

/// <summary>Settings as they stood once: what a decision of then is replayed with. Shared by all who set the same.</summary>
internal sealed class SettingsVersion
{
    public string Hash { get; init; } = "";

    public StrategyId Strategy { get; init; }

    public string SettingsJson { get; init; } = "{}";
}

internal sealed class SettingsVersionConfiguration : IEntityTypeConfiguration<SettingsVersion>
{
    public void Configure(EntityTypeBuilder<SettingsVersion> version)
    {
        version.ToTable("SettingsVersions");
        version.HasKey(v => v.Hash);
        version.Property(v => v.Hash).ValueGeneratedNever().HasMaxLength(SettingsHash.Length);
    }
}

internal sealed class DecisionDifferenceConfiguration : IEntityTypeConfiguration<DecisionDifference>
{
    public void Configure(EntityTypeBuilder<DecisionDifference> difference)
    {
        difference.ToTable("DecisionDifferences");
        difference.Property(d => d.Id).ValueGeneratedNever();
        difference.Property(d => d.Lived).HasMaxLength(DecisionDifference.LongestText);
        difference.Property(d => d.Replayed).HasMaxLength(DecisionDifference.LongestText);
        difference.HasIndex(d => new { d.Source, d.Day });
        difference.HasIndex(d => new { d.Source, d.DecidedAt });
        difference.HasIndex(d => d.Owner);
    }
}
