using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CoinPulse.Data.Providers.PostgreSql;

/// <summary>
/// The server ends a transaction whose process says nothing for eight seconds. Without it a process that sleeps in the middle of one (a paused machine, a stopped
/// container) keeps the engine's lease and the position's rows locked for as long as it sleeps, and no other process can take over.
/// </summary>
internal sealed class TransactionLimit : DbTransactionInterceptor
{
    public static readonly TransactionLimit Instance = new();

    // Shorter than the engine's lease, so that taking over never waits for it; longer than any pause of a process that works.
    private const string Limit = "SET LOCAL idle_in_transaction_session_timeout = '8s'";

    public override DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        using var command = CommandOn(connection, result);
        command.ExecuteNonQuery();
        return result;
    }

    public override async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        await using var command = CommandOn(connection, result);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return result;
    }

    private static DbCommand CommandOn(DbConnection connection, DbTransaction transaction)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = Limit;
        return command;
    }
}
