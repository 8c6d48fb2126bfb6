using CoinPulse.Core.Markets.Surge.Record;

namespace CoinPulse.Core.Markets.Surge;

/// <summary>
/// The newest board, kept in memory where it was made and in the database for a page that opens right after a start or in a process that only serves pages.
/// </summary>
public sealed class SurgeMonitor(IMarketHub hub, ISurgeRecord record, TimeProvider wall)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(20);

    /// <summary>In a process that scans, a board is never this old.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(3);

    private Held? _held;

    /// <summary>What this process made or read last; null when nothing is known.</summary>
    public SurgeBoard? Latest => Volatile.Read(ref _held)?.Board;

    internal void Keep(SurgeBoard board) => Volatile.Write(ref _held, new Held(board, wall.GetTimestamp()));

    /// <summary>The newest board of the hub's source. Never computes: at most it reads one row.</summary>
    public async Task<SurgeBoard?> ReadAsync(CancellationToken cancellationToken)
    {
        var held = Volatile.Read(ref _held);
        if (held is not null && wall.GetElapsedTime(held.Stamp) < (held.Board is null ? AskAgain : Abandoned)) return held.Board;

        var stored = await record.BoardAsync(hub.Source, cancellationToken);
        var newest = stored is null || stored.ScannedAt < held?.Board?.ScannedAt ? held?.Board : stored;

        // A scan may have been faster than the database; what it kept stays.
        Interlocked.CompareExchange(ref _held, new Held(newest, wall.GetTimestamp() - (long)((Abandoned - AskAgain).TotalSeconds * wall.TimestampFrequency)), held);
        return newest;
    }

    /// <param name="Stamp">When it was taken in; one that was read is dated back, so that it is read again soon.</param>
    private sealed record Held(SurgeBoard? Board, long Stamp);
}
