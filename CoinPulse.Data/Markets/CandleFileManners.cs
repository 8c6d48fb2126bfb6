using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CoinPulse.Data.Markets;

/// <summary>
/// How the candle file is treated: a write-ahead log without a flush at every commit. A power cut may cost the last seconds of candles, never
/// the file; nothing that moves money is in it.
/// </summary>
internal sealed class CandleFileManners : DbConnectionInterceptor
{
    public static readonly CandleFileManners Instance = new();

    private const string Pragmas = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
