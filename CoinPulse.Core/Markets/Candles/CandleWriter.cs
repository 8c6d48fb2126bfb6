using System.Diagnostics.CodeAnalysis;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Markets.Candles;

/// <summary>
/// While this process is the engine: takes what closed on the hub's boards to the store, every two seconds and once more when the process ends. The boards themselves are the queue:
/// they hold ten hours of minutes and far more of everything else, so a database that is away for a while loses nothing and never holds up a price.
/// </summary>
internal sealed class CandleWriter(MarketHub hub, ICandleStore store, IEngineLease lease, TimeProvider wall, ILogger<CandleWriter> logger) : BackgroundService
{
    private const int CandlesPerTransaction = 20_000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(10);

    // What was heard is told to the store now and then: what a kill leaves out is asked for again.
    private static readonly TimeSpan TellEvery = TimeSpan.FromMinutes(5);

    // A line may be dead for a while before anybody notices.
    private static readonly TimeSpan Certain = TimeSpan.FromSeconds(30);

    private readonly Lock _stopping = new();
    private Task<int>? _lastWrite;
    private long? _toldStamp;

    /// <summary>Writes everything that is closed and not stored yet; nothing while another process does.</summary>
    public async Task<int> WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsEngineAsync(cancellationToken);
        }
        catch (LeaseLostException lost)
        {
            logger.LogInformation("Candles were not stored: {Why}", lost.Message);
            return 0;
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // A host may be stopped from two sides at once: both wait for the same last write.
        Task<int> last;
        lock (_stopping)
        {
            _toldStamp = null;
            last = _lastWrite ??= WriteAsync(cancellationToken);
        }

        try
        {
            await last;
        }
        catch (OperationCanceledException)
        {
            // The host waits no longer. What is missing from the store is a pause for the source to fill at the next start.
            logger.LogWarning("The last candles were not stored before the stop");
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The supervisor of a standing loop: a database that is away is tried again.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Interval;
            try
            {
                await WriteAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogWarning(exception, "Candles could not be stored; trying again in {Seconds} s", AfterTrouble.TotalSeconds);
                pause = AfterTrouble;
            }

            await Task.Delay(pause, wall, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<int> WriteAsEngineAsync(CancellationToken cancellationToken)
    {
        // While history is being made, boards are not whole.
        if (hub.State == FeedState.WarmingUp || lease.Proof is not { } proof) return 0;

        var batches = new List<CandleBatch>();
        var (waiting, written) = (0, 0);
        var heardUntil = IsTimeToTell() ? hub.ClosedThrough - Certain : null;
        foreach (var board in hub.AllBoards)
        {
            // Before the candles, so that the store never knows of more than it has.
            foreach (var (unit, span) in board.Past.NotStored(heardUntil)) batches.Add(new CandleBatch(board.Info.Market, unit, [], span));
            foreach (var (unit, candles) in board.NotStored())
            {
                batches.Add(new CandleBatch(board.Info.Market, unit, candles));
                waiting += candles.Count;
            }

            if (waiting < CandlesPerTransaction) continue;
            await AppendAsync(batches, proof, cancellationToken);
            (written, waiting) = (written + waiting, 0);
        }

        if (batches.Count > 0) await AppendAsync(batches, proof, cancellationToken);
        if (heardUntil is not null) _toldStamp = wall.GetTimestamp();
        return written + waiting;
    }

    private bool IsTimeToTell() => _toldStamp is not { } told || wall.GetElapsedTime(told) >= TellEvery;

    private async Task AppendAsync(List<CandleBatch> batches, LeaseProof engine, CancellationToken cancellationToken)
    {
        await store.AppendAsync(hub.Source, batches, engine, cancellationToken);
        foreach (var batch in batches)
        {
            if (batch.Known is { } span) hub.BoardOf(batch.Market)?.Past.MarkStored(batch.Unit, span);
            else hub.BoardOf(batch.Market)?.MarkStored(batch.Unit, batch.Candles[^1].OpenAt);
        }

        batches.Clear();
    }
}
