using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Providers.PostgreSql;

/// <summary>
/// How we treat PostgreSQL. There is no retrying execution strategy: a transaction here may stand for money that moves, and what repeats it must know why.
/// </summary>
internal static class PostgreSqlManners
{
    public static DbContextOptionsBuilder Use(DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(connectionString).AddInterceptors(VersionInterceptor.Instance, TransactionLimit.Instance);
}
