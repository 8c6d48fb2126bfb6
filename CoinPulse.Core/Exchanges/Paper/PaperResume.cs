using System.Diagnostics.CodeAnalysis;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Exchanges.Paper;

/// <summary>
/// Opens the paper exchange in the process that has become the engine: orders that rested before, here or in another process, rest again. Only the engine's market
/// prints trades, so nothing is matched anywhere else.
/// </summary>
internal sealed class PaperResume(IPaperAccounts accounts, IEngineLease lease, SystemStartup startup, TimeProvider wall, ILogger<PaperResume> logger) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    [SuppressMessage("Design", "CA1031", Justification = "The supervisor of a standing loop: a database that is away is tried again.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.Ready.WaitAsync(stoppingToken);
        using var beat = new PeriodicTimer(Beat, wall);
        long? fence = null;
        do
        {
            if (lease.Proof is not { } proof || proof.Fence == fence) continue;
            try
            {
                await accounts.ResumeForEveryoneAsync(stoppingToken);
                fence = proof.Fence;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                logger.LogError(fault, "The resting orders of the paper exchange could not be read; trying again");
            }
        }
        while (await beat.WaitForNextTickAsync(stoppingToken));
    }
}
