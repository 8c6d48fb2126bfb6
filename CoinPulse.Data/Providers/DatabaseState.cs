using System.Data.Common;
using CoinPulse.Core.Operations;
using CoinPulse.Data.Operations;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Providers;

internal sealed class DatabaseState(DatabaseInUse database, IDbContextFactory<CoinPulseDbContext> contexts, TimeProvider wall) : IDatabaseState
{
    private const int PatienceSeconds = 2;

    public string Provider => database.Address.Provider switch
    {
        DatabaseProvider.Sqlite => "SQLite",
        DatabaseProvider.PostgreSql => "PostgreSQL",
    };

    public string Location => database.Address.Location;

    public bool FellBack => database.FellBack;

    public async Task<StorageTrouble> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            if (context.Database.IsSqlite())
            {
                // The health page must answer while another program holds the file.
                await context.Database.OpenConnectionAsync(cancellationToken);
                await context.Database.ExecuteSqlAsync($"PRAGMA busy_timeout = 1000", cancellationToken);
            }

            context.Database.SetCommandTimeout(PatienceSeconds);
            await LeaseSql.TakeAsync(context, "probe", Environment.MachineName, TimeSpan.Zero, wall.GetUtcNow(), cancellationToken);
            return StorageTrouble.None;
        }
        catch (DbException fault)
        {
            return StorageFaults.TroubleIn(fault);
        }
    }
}
