using CoinPulse.Data.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CoinPulse.Data.Providers.Sqlite;

internal sealed class SqliteCoinPulseDbContext : CoinPulseDbContext
{
    public SqliteCoinPulseDbContext(DbContextOptions<SqliteCoinPulseDbContext> options)
        : base(options) => Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;   // whoever saves queues for it (SqliteWriters)
}

/// <summary>For <c>dotnet ef</c> alone: the model without a host.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteCoinPulseDbContext>
{
    public SqliteCoinPulseDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteCoinPulseDbContext>()
            .UseSqlite("Data Source=design-time.db")
            .UseApplicationServiceProvider(IdentityModel.DesignTimeServices())
            .Options);
}
