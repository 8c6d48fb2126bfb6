using System.Globalization;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Operations;
using CoinPulse.Data.Operations.Start;
using CoinPulse.Data.Providers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Data.Markets;

/// <summary>
/// The candles' own tables, under the same start-up lock as the main database's. A file of candles that is damaged, half or of another make is set aside and a new one is
/// begun: guards must not wait for a past that can be fetched again.
/// </summary>
internal sealed class CandleMigration(IDbContextFactory<CandleDbContext> contexts, CandleFile file, TimeProvider wall, ILogger<CandleMigration> log) : ISeed
{
    // https://sqlite.org/rescode.html: 1 is a statement that does not fit the tables.
    private const int NotOurTables = 1;

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PrepareAsync(cancellationToken);
        }
        catch (SqliteException broken) when (broken.SqliteErrorCode == NotOurTables || StorageFaults.TroubleIn(broken) == StorageTrouble.Damaged)
        {
            file.SetAside = await SetAsideAsync(cancellationToken);
            log.LogError("The file of candles could not be used ({Why}); it lies as {File} beside a new one, and its candles are fetched again", broken.Message, file.SetAside);
            await PrepareAsync(cancellationToken);
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await AbandonedLock.ClearAsync(context, cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
        await context.Blocks.AsNoTracking().OrderByDescending(block => block.Begins).FirstOrDefaultAsync(cancellationToken);   // names every column
    }

    private async Task<string> SetAsideAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var connection = (SqliteConnection)context.Database.GetDbConnection();
        SqliteConnection.ClearPool(connection);
        var path = new SqliteConnectionStringBuilder(connection.ConnectionString).DataSource;
        var stamp = wall.GetUtcNow().ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
        var aside = Path.Combine(Path.GetDirectoryName(path) ?? "", $"{Path.GetFileNameWithoutExtension(path)}-broken-{stamp}.db");
        foreach (var part in new[] { "", "-wal", "-shm" })
        {
            if (File.Exists(path + part)) File.Move(path + part, aside + part);
        }

        return Path.GetFileName(aside);
    }
}
