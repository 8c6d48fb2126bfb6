using System.Net.Sockets;
using CoinPulse.Core.Operations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CoinPulse.Data.Providers;

/// <summary>Reads from an exception of either provider what is wrong with the storage.</summary>
internal static class StorageFaults
{
    public static StorageTrouble TroubleIn(Exception fault) => fault switch
    {
        // https://sqlite.org/rescode.html
        SqliteException sqlite => sqlite.SqliteErrorCode switch
        {
            13 => StorageTrouble.Full,
            5 or 6 => StorageTrouble.Locked,
            8 => StorageTrouble.ReadOnly,
            10 or 14 => StorageTrouble.Unreachable,
            11 or 26 => StorageTrouble.Damaged,
            _ => StorageTrouble.Unknown,
        },
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => StorageTrouble.Full,
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } => StorageTrouble.Locked,
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => StorageTrouble.ReadOnly,
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections } => StorageTrouble.Unreachable,
        PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted } => StorageTrouble.Damaged,

        // Connection exceptions, lack of resources, the operator's intervention (a backend that was ended), trouble of the system below.
        PostgresException { SqlState: ['0', '8', ..] or ['5', '3', ..] or ['5', '7', ..] or ['5', '8', ..] } => StorageTrouble.Unreachable,
        PostgresException => StorageTrouble.Unknown,
        NpgsqlException or SocketException or TimeoutException => StorageTrouble.Unreachable,
        { InnerException: { } inner } => TroubleIn(inner),
        _ => StorageTrouble.Unknown,
    };

    /// <summary>
    /// The server ended a transaction because this process said nothing for too long (<see cref="PostgreSql.PostgreSqlManners"/>), which is found out at the next word. That word was
    /// not the commit's: nothing of the transaction was written, and it can be made again.
    /// </summary>
    public static bool HasSlept(Exception fault) => fault switch
    {
        PostgresException { SqlState: "25P03" } => true,                        // idle_in_transaction_session_timeout
        ObjectDisposedException { InnerException: NpgsqlException } => true,    // the transaction of a connection that is gone, asked to do something more
        DbUpdateException { InnerException: { } inner } => HasSlept(inner),
        _ => false,
    };
}
