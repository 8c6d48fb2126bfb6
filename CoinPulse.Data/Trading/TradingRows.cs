using CoinPulse.Core.Accounts;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Strategies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoinPulse.Data.Trading;

/// <summary>A strategy as an account has set it.</summary>
internal sealed class StrategyRow
{
    public UserId Owner { get; init; }

    public AccountId Account { get; init; }

    public StrategyId Strategy { get; init; }

    public string SettingsJson { get; set; } = "{}";

    public bool Armed { get; set; }

    /// <summary>Since when with these settings.</summary>
    public DateTimeOffset? ArmedSince { get; set; }

    public bool WaitsForPerson { get; set; }

    public int Version { get; private set; }
}

/// <summary>The risk limits of an account.</summary>
internal sealed class RiskRow
{
    public UserId Owner { get; init; }

    public AccountId Account { get; init; }

    public string SettingsJson { get; set; } = "{}";

    public int Version { get; private set; }
}

/// <summary>An account's equity at one moment.</summary>
internal sealed class EquityRow
{
    public UserId Owner { get; init; }

    public AccountId Account { get; init; }

    public DateTimeOffset At { get; init; }

    public DateOnly On { get; init; }

    public Krw Equity { get; init; }

    /// <summary>The highest so far: a running maximum, so that no query ever scans the whole curve.</summary>
    public Krw Peak { get; init; }
}

internal sealed class StrategyRowConfiguration : IEntityTypeConfiguration<StrategyRow>
{
    public void Configure(EntityTypeBuilder<StrategyRow> row)
    {
        row.ToTable("Strategies");
        row.HasKey(r => new { r.Account, r.Strategy });
        row.Property(r => r.Version).IsConcurrencyToken();
        row.HasIndex(r => r.Owner);
    }
}

internal sealed class RiskRowConfiguration : IEntityTypeConfiguration<RiskRow>
{
    public void Configure(EntityTypeBuilder<RiskRow> row)
    {
        row.ToTable("RiskSettings");
        row.HasKey(r => r.Account);
        row.Property(r => r.Account).ValueGeneratedNever();
        row.Property(r => r.Version).IsConcurrencyToken();
        row.HasIndex(r => r.Owner);
    }
}

internal sealed class EquityRowConfiguration : IEntityTypeConfiguration<EquityRow>
{
    public void Configure(EntityTypeBuilder<EquityRow> row)
    {
        row.ToTable("Equity");
        row.HasKey(r => new { r.Account, r.At });
        row.HasIndex(r => new { r.Account, r.On });
    }
}

internal sealed class DecisionConfiguration : IEntityTypeConfiguration<Decision>
{
    public void Configure(EntityTypeBuilder<Decision> decision)
    {
        decision.ToTable("Decisions");
        decision.Property(d => d.Id).ValueGeneratedNever();
        decision.Property(d => d.Opinion).IsJson();
        decision.Property(d => d.Why).IsJson();
        decision.Property(d => d.SettingsHash).HasMaxLength(SettingsHash.Length);
        decision.Property(d => d.Version).IsConcurrencyToken();
        decision.HasIndex(d => new { d.Account, d.LastAt });
        decision.HasIndex(d => new { d.Source, d.LastAt });
        decision.HasIndex(d => new { d.Account, d.Strategy, d.Market, d.LastAt });
    }
}

internal sealed class StopSwitchConfiguration : IEntityTypeConfiguration<StopSwitch>
{
    public void Configure(EntityTypeBuilder<StopSwitch> stop)
    {
        stop.ToTable("StopSwitches");
        stop.Property(s => s.Id).ValueGeneratedNever();
        stop.Property(s => s.Why).HasMaxLength(1000);
        stop.HasIndex(s => new { s.Scope, s.Target }).IsUnique().HasFilter("\"LiftedAt\" IS NULL").HasDatabaseName("IX_StopSwitches_OneStanding");
    }
}
