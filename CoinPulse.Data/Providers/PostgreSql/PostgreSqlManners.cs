using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace CoinPulse.Data.Providers.PostgreSql;

/// <summary>
/// How we treat PostgreSQL. There is no retrying execution strategy: a transaction here may stand for money that moves, and what repeats it must know why. And not the provider's own that
/// does not retry, which hides a lost connection in an exception that advises to.
/// </summary>
internal static class PostgreSqlManners
{
    /// <summary>
    /// The server ends a transaction whose process says nothing for eight seconds. Without it a process that sleeps in the middle of one (a paused machine, a stopped
    /// container) keeps the engine's lease and the position's rows locked for as long as it sleeps, and no other process can take over. Shorter than the engine's lease, so that taking
    /// over never waits for it; longer than any pause of a process that works. It is asked for when a connection is opened: asked for in each transaction it would be one more
    /// word between a price and its order.
    /// </summary>
    private const string TransactionLimit = "-c idle_in_transaction_session_timeout=8s";

    // Statements of one kind come again and again; the server need read and plan each only once for a connection.
    private const int Prepared = 100;

    public static DbContextOptionsBuilder Use(DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(Address(connectionString), npgsql => npgsql.WithoutRetries()).AddInterceptors(VersionInterceptor.Instance);

    public static NpgsqlDbContextOptionsBuilder WithoutRetries(this NpgsqlDbContextOptionsBuilder options) => options.ExecutionStrategy(parts => new NonRetryingExecutionStrategy(parts));

    /// <summary>The address with what we ask of its connections. What its owner has decided stays: a pooler in between may need <c>Max Auto Prepare=0</c>.</summary>
    public static string Address(string connectionString)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString);
        var said = new DbConnectionStringBuilder { ConnectionString = connectionString };
        if (!said.ContainsKey("Max Auto Prepare") && !said.ContainsKey("MaxAutoPrepare")) address.MaxAutoPrepare = Prepared;
        if (address.Options?.Contains("idle_in_transaction_session_timeout", StringComparison.Ordinal) != true) address.Options = $"{address.Options} {TransactionLimit}".Trim();
        return address.ConnectionString;
    }
}
