using CoinPulse.Core.Operations;
using CoinPulse.Data.Providers;
using Npgsql;

namespace CoinPulse.Data.Operations.Start;

internal sealed class PostgreSqlPreparation(DatabaseAddress address) : IDatabasePreparation
{
    // Any number, the same in every process: "CoinPuls" in ASCII.
    private const long LockKey = 0x436F696E50756C73;

    private readonly string _unpooled = new NpgsqlConnectionStringBuilder(address.ConnectionString) { Pooling = false }.ConnectionString;

    public async Task<string?> WhyAwayAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(_unpooled);
            await connection.OpenAsync(cancellationToken);
            return null;
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
                                                    or PostgresErrorCodes.InvalidCatalogName)
        {
            // Waiting mends none of these.
            throw new StartupRefusedException($"PostgreSQL at {address.Location} answers, but: {refused.MessageText}.", refused);
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return away.Message;
        }
    }

    public async Task<IAsyncDisposable> AloneAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(_unpooled);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SELECT pg_advisory_lock(@key)", connection) { CommandTimeout = 0 };
            command.Parameters.AddWithValue("key", LockKey);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;   // the lock lives as long as its connection
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
