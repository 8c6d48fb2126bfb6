using CoinPulse.Core.Operations;
using CoinPulse.Data.Operations.Start;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Markets;

/// <summary>The candles' own tables, under the same start-up lock as the main database's.</summary>
internal sealed class CandleMigration(IDbContextFactory<CandleDbContext> contexts) : ISeed
{
    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await AbandonedLock.ClearAsync(context, cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }
}
