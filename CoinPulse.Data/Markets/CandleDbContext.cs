using CoinPulse.Core.Markets.Backfill;
using CoinPulse.Core.Markets.Candles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CoinPulse.Data.Markets;

/// <summary>
/// Candles have a model of their own: on SQLite they lie in a file of their own, so that an order never waits for a candle; on PostgreSQL in a
/// schema of their own of the same database. Not an <c>IEntityTypeConfiguration</c>, because those belong to the main model.
/// </summary>
internal abstract class CandleDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<CandleBlock> Blocks => Set<CandleBlock>();

    public DbSet<KnownPast> Known => Set<KnownPast>();

    public DbSet<BackfillRequest> Backfills => Set<BackfillRequest>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var block = modelBuilder.Entity<CandleBlock>();
        block.ToTable("CandleBlocks");
        block.HasKey(b => new { b.Source, b.Market, b.Unit, b.Begins });
        block.Ignore(b => b.Candles);
        block.HasIndex(b => new { b.Source, b.Unit, b.Ends });

        var known = modelBuilder.Entity<KnownPast>();
        known.ToTable("KnownPasts");
        known.HasKey(k => new { k.Source, k.Market, k.Unit });
        known.Ignore(k => k.Spans);

        var request = modelBuilder.Entity<BackfillRequest>();
        request.ToTable("Backfills");
        request.HasKey(r => new { r.Source, r.Market, r.Unit });
        request.Ignore(r => r.Status);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.AddCoinPulseConventions();
}

internal sealed class SqliteCandleDbContext(DbContextOptions<SqliteCandleDbContext> options) : CandleDbContext(options);

internal sealed class PostgreSqlCandleDbContext(DbContextOptions<PostgreSqlCandleDbContext> options) : CandleDbContext(options)
{
    public const string Schema = "candles";

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        base.OnModelCreating(modelBuilder);
    }
}

/// <summary>For <c>dotnet ef</c> alone: the model without a host.</summary>
internal sealed class SqliteCandleDesignTimeFactory : IDesignTimeDbContextFactory<SqliteCandleDbContext>
{
    public SqliteCandleDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteCandleDbContext>().UseSqliteCandles("Data Source=design-time.db").Options);
}

/// <summary>For <c>dotnet ef</c> alone: the model without a host.</summary>
internal sealed class PostgreSqlCandleDesignTimeFactory : IDesignTimeDbContextFactory<PostgreSqlCandleDbContext>
{
    public PostgreSqlCandleDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlCandleDbContext>().UsePostgreSqlCandles("Host=localhost;Database=design_time").Options);
}
