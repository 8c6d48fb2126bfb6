using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Operations;

/// <summary>Deletes much in little pieces.</summary>
internal static class Batches
{
    // A piece this small takes milliseconds, and that is all an order ever waits for: SQLite has one writer.
    public const int Rows = 500;

    /// <summary>Deletes what the query finds, each piece in a transaction of its own.</summary>
    /// <param name="contexts">The database.</param>
    /// <param name="which">What is to go; ordered, so that every piece is a certain one.</param>
    /// <param name="cancellationToken">Stops between two pieces.</param>
    /// <returns>How many rows went.</returns>
    public static async Task<int> DeleteInBatchesAsync<T>(
        this IDbContextFactory<CoinPulseDbContext> contexts, Func<CoinPulseDbContext, IQueryable<T>> which, CancellationToken cancellationToken)
        where T : class
    {
        var gone = 0;
        while (true)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var piece = await which(context).Take(Rows).ExecuteDeleteAsync(cancellationToken);
            gone += piece;
            if (piece < Rows) return gone;
        }
    }
}
