using System.Diagnostics.CodeAnalysis;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Time;

/// <summary>
/// While this process is the engine: keeps the engine's time over restarts, so that it never runs backwards: a clock faster than the wall's is always ahead of what a
/// new process would start with.
/// </summary>
/// <remarks>
/// What is stored is a promise ahead of time: no reading of this process is later than the stored moment, so even after kill -9 the next process goes
/// on behind everything that was written. The price is a jump forward of at most a few wall seconds' worth. At speed 1 nothing is promised ahead: the
/// engine's time is the wall's, unless the stored time is later.
/// </remarks>
internal sealed class EngineTimeJournal(EngineClock clock, Func<PriceSource> source, IMarketStateStore store, IEngineLease lease, TimeProvider wall, ILogger<EngineTimeJournal> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    // Two servers differ by seconds, a badly set one by minutes. What is further off was a wrong clock: following it would end every position's time.
    private static readonly TimeSpan MostAheadOfLife = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan UntilTakenUp = TimeSpan.FromMilliseconds(200);

    private long _fence;

    /// <summary>Real prices come to every process: there is no maker of the market who would take its time up.</summary>
    private bool IsGiven => source() == PriceSource.Upbit;

    private TimeSpan Lead => clock.Speed > 1 ? Interval * 3 * clock.Speed : TimeSpan.Zero;

    /// <summary>Goes on as the engine, once for each fence; before that this process makes nothing happen in the market.</summary>
    public async Task TakeUpAsync(LeaseProof proof, CancellationToken cancellationToken)
    {
        if (_fence == proof.Fence) return;
        await ResumeAsync(cancellationToken);
        _fence = proof.Fence;
    }

    /// <summary>Moves the clock to the stored time and promises the first stretch.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        if (await store.EngineTimeForEveryoneAsync(source(), cancellationToken) is { } stored) Resume(stored);
        await SaveAsync(Lead, cancellationToken);
    }

    public Task SaveAsync(TimeSpan lead, CancellationToken cancellationToken) =>
        store.SaveEngineTimeForEveryoneAsync(source(), clock.GetUtcNow() + lead, cancellationToken);

    private void Resume(DateTimeOffset stored)
    {
        if (IsGiven && stored - clock.GetUtcNow() is var ahead && ahead > MostAheadOfLife)
        {
            logger.LogWarning("An earlier engine wrote {Stored:u}, {Ahead} ahead of this server's clock: one of the two clocks was wrong, and ours is followed", stored, ahead);
            return;
        }

        clock.AdvanceTo(stored);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The supervisor of a standing loop: a database that is away is tried again.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (lease.Proof is { } proof && (IsGiven || proof.Fence == _fence)) await (proof.Fence == _fence ? SaveAsync(Lead, stoppingToken) : TakeUpAsync(proof, stoppingToken));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogWarning(exception, "The engine's time could not be kept; trying again in {Seconds} s", Interval.TotalSeconds);
            }

            await Task.Delay(_fence == 0 ? UntilTakenUp : Interval, wall, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
