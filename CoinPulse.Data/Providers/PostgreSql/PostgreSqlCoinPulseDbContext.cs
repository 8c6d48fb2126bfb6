using CoinPulse.Data.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CoinPulse.Data.Providers.PostgreSql;

internal sealed class PostgreSqlCoinPulseDbContext(DbContextOptions<PostgreSqlCoinPulseDbContext> options) : CoinPulseDbContext(options);

/// <summary>For <c>dotnet ef</c> alone: the model without a host.</summary>
internal sealed class PostgreSqlDesignTimeFactory : IDesignTimeDbContextFactory<PostgreSqlCoinPulseDbContext>
{
    public PostgreSqlCoinPulseDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlCoinPulseDbContext>()
            .UseNpgsql("Host=localhost;Database=design_time")
            .UseApplicationServiceProvider(IdentityModel.DesignTimeServices())
            .Options);
}
